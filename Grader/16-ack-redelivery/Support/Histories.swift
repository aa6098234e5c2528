import EDARuntime
import GraderKit

/// Goes through a history with the model, call by call in the order in which they were answered.
///
/// A broker that died may have carried out the call that was then on its way, or not: from there on
/// there are two models, until an answer tells which of them is right.
func followModel(_ history: History<AckRedelivery>, of setup: AckRedelivery.Setup) throws {
  var models = [Model(setup)]
  let planned = try history.planned()
  var answered = 0
  try history.follow { moment in
    switch moment {
    case .answered(let call, .reply(let outcome)):
      answered += 1
      history.saw("deliveries", outcome.deliveries.count)
      models = try survivors(of: models, outcome, to: call)
    case .answered(let call, .failure(let failure)):
      throw CheckFailure("\(call) threw the error \(failure)", expected: "an outcome")
    case .answered(let call, .thrown(let text)):
      throw CheckFailure("\(call) threw an error", expected: "an outcome", actual: text)
    case .told: break
    case .ended:
      let onItsWay = planned.indices.contains(answered) ? planned[answered] : nil
      models = models.flatMap { crashed($0, during: onItsWay) }
    }
  }
  try require(answered >= planned.count, "not every call was answered in the end")
}

private func survivors(of models: [Model], _ outcome: Outcome, to call: Call) throws -> [Model] {
  var expected: [Outcome] = []
  let survivors = models.compactMap { model -> Model? in
    var model = model
    guard let due = model.answer(to: call, at: .start) else { return nil }
    expected.append(due)
    return due == outcome ? model : nil
  }
  try Verdict.expect(outcome, equals: expected, after: call)
  return survivors
}

private func crashed(_ model: Model, during call: Call?) -> [Model] {
  var without = model
  without.crash()
  guard let call else { return [without] }
  var with = model
  _ = with.answer(to: call, at: .start)
  with.crash()
  return [without, with]
}
