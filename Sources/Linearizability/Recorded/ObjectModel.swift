/// The models, by the names under which files and commands know them.
public enum ObjectModel: String, Sendable, CaseIterable {
  case register
  case casRegister = "cas-register"
  case counter
  case set
  case queue
  case mutex
  case lease
  case singleUse = "single-use"
  case idempotencyKey = "idempotency-key"
  case stock
  case keyValue = "kv"
  case bank

  /// What the object is, in a line.
  public var summary: String {
    switch self {
    case .register: "a value that is read and written"
    case .casRegister: "a register with compare-and-set"
    case .counter: "a number that is added to and read"
    case .set: "elements that are added, removed and asked for"
    case .queue: "first in, first out"
    case .mutex: "a lock; with values, only the owner releases it"
    case .lease: "grants with growing fencing tokens"
    case .singleUse: "a token that can be consumed once"
    case .idempotencyKey: "requests under one key have one result"
    case .stock: "reservations that never exceed what is there"
    case .keyValue: "get, put, append, delete and compare-and-set by key"
    case .bank: "transfers between accounts that lose nothing"
    }
  }

  /// The operations that the model knows, as they are written.
  public var operations: [String] { type.operations }

  var type: any RecordedModel.Type {
    switch self {
    case .register: PlainRegisterModel.self
    case .casRegister: RegisterModel<HistoryValue>.self
    case .counter: CounterModel.self
    case .set: SetModel<HistoryValue>.self
    case .queue: QueueModel<HistoryValue>.self
    case .mutex: MutexModel<HistoryValue>.self
    case .lease: LeaseModel.self
    case .singleUse: SingleUseModel.self
    case .idempotencyKey: IdempotencyKeyModel<HistoryValue>.self
    case .stock: StockModel.self
    case .keyValue: KeyValueModel.self
    case .bank: BankModel<HistoryValue>.self
    }
  }

  /// Judges a recorded history.
  /// - Parameters:
  ///   - initial: the state at the beginning; the model's own where it is nil.
  ///   - width: partitions that are checked at the same time; they share the memory.
  /// - Throws: ``HistoryFileError`` where an operation, or the initial state, means nothing to the model.
  public func check(
    _ history: RecordedHistory, initial: HistoryValue? = nil, limits: CheckLimits = CheckLimits(), width: Int = 2
  ) async throws(HistoryFileError) -> HistoryReport {
    switch self {
    case .register: try await RecordedCheck<PlainRegisterModel>(self, history, initial, limits, width).report()
    case .casRegister: try await RecordedCheck<RegisterModel<HistoryValue>>(self, history, initial, limits, width).report()
    case .counter: try await RecordedCheck<CounterModel>(self, history, initial, limits, width).report()
    case .set: try await RecordedCheck<SetModel<HistoryValue>>(self, history, initial, limits, width).report()
    case .queue: try await RecordedCheck<QueueModel<HistoryValue>>(self, history, initial, limits, width).report()
    case .mutex: try await RecordedCheck<MutexModel<HistoryValue>>(self, history, initial, limits, width).report()
    case .lease: try await RecordedCheck<LeaseModel>(self, history, initial, limits, width).report()
    case .singleUse: try await RecordedCheck<SingleUseModel>(self, history, initial, limits, width).report()
    case .idempotencyKey: try await RecordedCheck<IdempotencyKeyModel<HistoryValue>>(self, history, initial, limits, width).report()
    case .stock: try await RecordedCheck<StockModel>(self, history, initial, limits, width).report()
    case .keyValue: try await RecordedCheck<KeyValueModel>(self, history, initial, limits, width).report()
    case .bank: try await RecordedCheck<BankModel<HistoryValue>>(self, history, initial, limits, width).report()
    }
  }

  /// Judges a short history, one object after the other, without leaving the task.
  /// - Throws: ``HistoryFileError`` where an operation, or the initial state, means nothing to the model.
  public func checkSerially(
    _ history: RecordedHistory, initial: HistoryValue? = nil, limits: CheckLimits = CheckLimits()
  ) throws(HistoryFileError) -> HistoryReport {
    switch self {
    case .register: try RecordedCheck<PlainRegisterModel>(self, history, initial, limits, 1).serialReport()
    case .casRegister: try RecordedCheck<RegisterModel<HistoryValue>>(self, history, initial, limits, 1).serialReport()
    case .counter: try RecordedCheck<CounterModel>(self, history, initial, limits, 1).serialReport()
    case .set: try RecordedCheck<SetModel<HistoryValue>>(self, history, initial, limits, 1).serialReport()
    case .queue: try RecordedCheck<QueueModel<HistoryValue>>(self, history, initial, limits, 1).serialReport()
    case .mutex: try RecordedCheck<MutexModel<HistoryValue>>(self, history, initial, limits, 1).serialReport()
    case .lease: try RecordedCheck<LeaseModel>(self, history, initial, limits, 1).serialReport()
    case .singleUse: try RecordedCheck<SingleUseModel>(self, history, initial, limits, 1).serialReport()
    case .idempotencyKey: try RecordedCheck<IdempotencyKeyModel<HistoryValue>>(self, history, initial, limits, 1).serialReport()
    case .stock: try RecordedCheck<StockModel>(self, history, initial, limits, 1).serialReport()
    case .keyValue: try RecordedCheck<KeyValueModel>(self, history, initial, limits, 1).serialReport()
    case .bank: try RecordedCheck<BankModel<HistoryValue>>(self, history, initial, limits, 1).serialReport()
    }
  }
}
