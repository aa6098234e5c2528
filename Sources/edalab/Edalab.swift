@main
struct Edalab {
  static func main() {}
}
