public import Archives
internal import Foundation
public import ProgramTestSupport

/// Chromium without a window, spoken to over its DevTools protocol: messages in JSON, ended by a zero
/// byte, over two pipes. It draws WebGL in software, so that every machine draws the same.
public final class Browser {
  /// Something that went wrong between a test and the browser.
  public struct Trouble: Error, CustomStringConvertible {
    /// What it was.
    public let description: String
  }

  /// The program.
  public static let program = OtherProgram("chromium", "chromium-browser", "google-chrome")

  private let process = Process()
  private let input = Pipe()
  private let output = Pipe()
  private let folder: URL
  private var buffer = Data()
  private var session: String?
  private var latest = 0
  /// What the browser has told since the page was opened.
  private var events: [JSONValue] = []

  /// Starts a browser with one empty page.
  ///
  /// - Parameter drawsWebGL: false for a browser without WebGL.
  /// - Throws: `Trouble` if there is none, or it does not answer.
  public init(drawsWebGL: Bool = true) throws {
    guard let path = Self.program.path else {
      throw Trouble(description: Self.program.absence)
    }
    folder = FileManager.default.temporaryDirectory.appending(path: "browser-\(UUID().uuidString)")
    let options = [
      "--headless=new", "--no-sandbox", "--remote-debugging-pipe", "--no-first-run",
      "--disable-background-networking", "--disable-dev-shm-usage", "--use-angle=swiftshader",
      "--user-data-dir=\(folder.path)",
      drawsWebGL ? "--enable-unsafe-swiftshader" : "--disable-3d-apis",
    ]
    // The browser reads messages from the file 3 and writes them to the file 4.
    process.executableURL = URL(filePath: "/bin/sh")
    process.arguments =
      ["-c", "exec \"$0\" \"$@\" 3<&0 4>&1 >/dev/null 2>&1 </dev/null", path] + options
    process.standardInput = input
    process.standardOutput = output
    process.standardError = FileHandle.nullDevice
    try process.run()
    // A browser that hangs ends its pipe, and the test with it.
    let process = process
    DispatchQueue.global().asyncAfter(deadline: .now() + 240) { process.terminate() }
    let target = try send("Target.createTarget", ["url": "about:blank"])["targetId"] ?? .null
    session =
      try send("Target.attachToTarget", ["targetId": target, "flatten": true])["sessionId"]?.string
    for domain in ["Page", "Runtime", "Log", "Network"] { _ = try send("\(domain).enable") }
  }

  deinit {
    process.terminate()
    process.waitUntilExit()
    try? FileManager.default.removeItem(at: folder)
  }

  /// Sends a command and waits for its result.
  @discardableResult
  public func send(_ method: String, _ parameters: JSONValue = [:]) throws -> JSONValue {
    latest += 1
    let number = latest
    var message: JSONValue = [
      "id": .int(number), "method": .string(method), "params": parameters,
    ]
    if let session { message["sessionId"] = .string(session) }
    try input.fileHandleForWriting.write(contentsOf: Data(message.serialized().utf8) + [0])
    while true {
      let answer = try receive()
      guard answer["id"]?.int == number else {
        if answer["method"] != nil { events.append(answer) }
        continue
      }
      if let error = answer["error"] {
        throw Trouble(description: "\(method): \(error.serialized())")
      }
      return answer["result"] ?? .null
    }
  }

  private func receive() throws -> JSONValue {
    while true {
      if let end = buffer.firstIndex(of: 0) {
        let message = Array(buffer[..<end])
        buffer = Data(buffer[(end + 1)...])
        return try JSONValue(parsing: message, from: "the browser")
      }
      let more = output.fileHandleForReading.availableData
      guard !more.isEmpty else { throw Trouble(description: "the browser has ended") }
      buffer += more
    }
  }
}

extension Browser {
  /// The value of an expression in the page, once it is settled.
  ///
  /// - Throws: `Trouble` with the exception that it throws.
  @discardableResult
  public func value(_ expression: String) throws -> JSONValue {
    let result = try send(
      "Runtime.evaluate",
      [
        "expression": .string(expression), "returnByValue": true, "awaitPromise": true,
      ])
    if let exception = result["exceptionDetails"] {
      throw Trouble(description: "\(expression): \(exception.serialized())")
    }
    return result["result"]?["value"] ?? .null
  }

  /// Opens a file as a page and waits until it says that it is drawn.
  ///
  /// - Parameter fragment: what stands after `#` in its address.
  public func open(_ path: String, fragment: String = "") throws {
    // From another page, so that the same file with another fragment is read anew.
    try send("Page.navigate", ["url": "about:blank"])
    events = []
    let address = URL(filePath: path).absoluteString + (fragment.isEmpty ? "" : "#\(fragment)")
    try send("Page.navigate", ["url": .string(address)])
    for _ in 0..<600 {
      // While one page makes room for the other, there is none to ask.
      if (try? value("document.body?.dataset.ready")) == "true" {
        try settle()
        return
      }
      Thread.sleep(forTimeInterval: 0.1)
    }
    throw Trouble(description: "\(path) is not ready: \(events.map { $0.serialized() })")
  }

  /// Waits until what was asked for is drawn.
  public func settle() throws {
    try value(
      "new Promise(done => requestAnimationFrame(() => requestAnimationFrame(() => done(1))))")
  }

  /// Sets the size of the window.
  public func resize(width: Int, height: Int) throws {
    try send(
      "Emulation.setDeviceMetricsOverride",
      [
        "width": .int(width), "height": .int(height), "deviceScaleFactor": 1, "mobile": false,
      ])
  }

  /// Presses and releases a key, named as in `KeyboardEvent.key`.
  public func press(_ key: String, code: Int) throws {
    for kind in ["rawKeyDown", "keyUp"] {
      try send(
        "Input.dispatchKeyEvent",
        [
          "type": .string(kind), "key": .string(key), "code": .string(key),
          "windowsVirtualKeyCode": .int(code),
        ])
    }
  }

  /// What the page has asked for since it was opened, itself included.
  public var requests: [String] {
    events.filter { $0["method"] == "Network.requestWillBeSent" }
      .compactMap { $0["params"]?["request"]?["url"]?.string }
  }

  /// What the page has said or done wrong since it was opened.
  public var messages: [String] {
    events.filter {
      ["Runtime.consoleAPICalled", "Runtime.exceptionThrown", "Log.entryAdded"].contains(
        $0["method"]?.string)
    }.map { $0.serialized() }
  }
}
