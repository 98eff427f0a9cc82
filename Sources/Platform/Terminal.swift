internal import Glibc

/// What a program must know of the terminal that it writes on.
package enum Terminal {
  /// How many columns it has; 80 where it does not say (ioctl_tty(2), `TIOCGWINSZ`).
  package static func columns(of descriptor: Int32) -> Int {
    var size = winsize()
    guard ioctl(descriptor, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return 80 }
    return Int(size.ws_col)
  }
}
