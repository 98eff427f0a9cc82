internal import Glibc

/// How threads that work in the background leave the processor to those that somebody waits for.
package enum Courtesy {
  /// Lets a thread go on that was woken up for this core meanwhile, if one was.
  ///
  /// A kernel that preempts lazily does so only at its next tick, milliseconds later, unless the running thread calls it. Costs
  /// less than a microsecond where nobody waits.
  package static func giveWay() { sched_yield() }
}
