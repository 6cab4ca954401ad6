import ArgumentParser
import BenchControl

extension ControlCommand {
  /// `ctl usb`.
  struct UsbCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "usb", abstract: "Pull and plug in the adapter of a pump in a USB testbed.",
      discussion: """
        A pump that is started with --usb-testbed is at a USB socket of a computer which other \
        programs see through umockdev's preload. Pulled, its terminal is gone for them, as with \
        a cable; the therapy goes on.

        Examples:
          PumpFirmwareSim ctl usb
          PumpFirmwareSim ctl usb unplug
          PumpFirmwareSim ctl usb plug
        """,
      subcommands: [Show.self, Unplug.self, Plug.self], defaultSubcommand: Show.self)

    /// `ctl usb show`.
    struct Show: ParsableCommand {
      static let configuration = CommandConfiguration(
        abstract: "\(BenchMethod.usb.effect).",
        discussion: "Example: PumpFirmwareSim ctl usb show")

      @OptionGroup var options: Options

      func run() throws { try options.request(.usb) }
    }

    /// `ctl usb unplug`.
    struct Unplug: ParsableCommand {
      static let configuration = CommandConfiguration(
        abstract: "\(BenchMethod.usbUnplug.effect).",
        discussion: "Example: PumpFirmwareSim ctl usb unplug")

      @OptionGroup var options: Options

      func run() throws { try options.request(.usbUnplug) }
    }

    /// `ctl usb plug`.
    struct Plug: ParsableCommand {
      static let configuration = CommandConfiguration(
        abstract: "\(BenchMethod.usbPlug.effect).",
        discussion: "Example: PumpFirmwareSim ctl usb plug")

      @OptionGroup var options: Options

      func run() throws { try options.request(.usbPlug) }
    }
  }
}
