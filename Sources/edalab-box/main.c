#include <string.h>
#include <unistd.h>

#include "box.h"

static int refuse(void) {
  static const char text[] = "edalab-box is started by edalab; it has no use of its own\n";
  return write(STDERR_FILENO, text, sizeof text - 1) < 0 ? 70 : 64;
}

int main(int count, char **arguments) {
  if (count == 2 && strcmp(arguments[1], "serve") == 0) return serve();
  if (count == 2 && strcmp(arguments[1], "probe") == 0) return probe();
  if (count > 3 && strcmp(arguments[1], "drop") == 0) {
    return drop_and_execute(count - 2, arguments + 2);
  }
  return refuse();
}
