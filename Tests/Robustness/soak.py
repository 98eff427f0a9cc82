"""Well-behaved clients beside every attack, then beside all of them for a long time.

usage: soak.py PORT PID MINUTES [ATTACK…]
Prints a table, and fails where an answer to a well-behaved client is lost or wrong, where memory or descriptors grow, or
where these clients wait much longer than in quiet.
"""

import multiprocessing
import os
import resource
import statistics
import sys
import time

from attacks import ATTACKS, attack
from good import GoodClient

QUIET, ATTACKED = 4, 8
# Below so many milliseconds the scheduler of a machine that also runs the attackers may be what is measured.
PATIENCE = 2.0
# MiB by which memory may wander in the long mix: buffers of however many slow readers there are just then.
WANDER = 24


def stand_aside(pid):
    """Takes the cores that the server leaves, and comes before the attackers there, as if all were on machines of their own.

    Idle tasks alone are not enough: a kernel that preempts lazily lets one that runs go on until its next tick, milliseconds
    in which a client that has its answer does not see it.
    """
    others = os.sched_getaffinity(0) - os.sched_getaffinity(pid)
    if others:
        os.sched_setaffinity(0, others)
    try:
        os.sched_setscheduler(0, os.SCHED_RR | os.SCHED_RESET_ON_FORK, os.sched_param(1))
    except PermissionError:
        others = None
    if not others:
        print("(server, clients and attackers share cores or priority: single milliseconds are the scheduler's)")


class Process:
    """The server as the kernel sees it."""

    def __init__(self, pid):
        self.pid = pid

    def status(self, name):
        with open(f"/proc/{self.pid}/status", encoding="ascii") as file:
            return next(int(line.split()[1]) for line in file if line.startswith(name)) / 1024

    def memory(self):
        return self.status("VmRSS:")

    def peak(self):
        return self.status("VmHWM:")

    def forget_peak(self):
        with open(f"/proc/{self.pid}/clear_refs", "w", encoding="ascii") as file:
            file.write("5")

    def descriptors(self):
        return len(os.listdir(f"/proc/{self.pid}/fd"))

    def settle(self, wanted, seconds=45):
        """Waits until the connections of those who left are gone; returns how many descriptors stay."""
        end = time.monotonic() + seconds
        while self.descriptors() > wanted and time.monotonic() < end:
            time.sleep(0.2)
        return self.descriptors()


def p99(times):
    return sorted(times)[int(len(times) * 0.99)]


class Soak:
    def __init__(self, port, pid):
        self.port = port
        self.server = Process(pid)
        self.failures = []
        self.good = GoodClient(port)
        self.good.learn()
        self.good.close()
        time.sleep(0.5)
        self.idle = self.server.descriptors()

    def start(self, name, seconds):
        connections = multiprocessing.Value("i", 0)
        arguments = (name, self.port, self.server.pid, seconds, connections)
        process = multiprocessing.Process(target=attack, args=arguments, daemon=True)
        process.start()
        return process, connections

    def end(self, process):
        """No attack lasts into the next one."""
        process.join(10)
        if process.is_alive():
            print("✘ the attackers did not end by themselves")
            process.kill()
            process.join()

    def table(self, names):
        print(f"{'attack':20} {'connections':>11} {'asked':>6} {'lost':>5} {'wrong':>6} {'peak MiB':>9} "
              f"{'p50 ms':>7} {'p99 quiet':>10} {'p99 attacked':>13} {'ratio':>6}")
        for name in names:
            self.row(name)
        self.good.close()
        left = self.server.settle(self.idle)
        print(f"afterwards: {self.server.memory():.1f} MiB, {left} descriptors (at first {self.idle})")
        if left > self.idle:
            self.failures.append(f"{left} descriptors stay open, {self.idle} at first")

    def row(self, name):
        good = self.good
        quiet = good.run(QUIET)
        self.server.forget_peak()
        process, connections = self.start(name, ATTACKED + 0.5)
        time.sleep(0.5)
        lost, wrong, asked = good.lost, good.wrong, good.asked
        times = good.run(ATTACKED)
        self.end(process)
        lost, wrong, asked = good.lost - lost, good.wrong - wrong, good.asked - asked
        ratio = p99(times) / p99(quiet)
        print(f"{name:20} {connections.value:11} {asked:6} {lost:5} {wrong:6} {self.server.peak():9.1f} "
              f"{statistics.median(times):7.2f} {p99(quiet):10.2f} {p99(times):13.2f} {ratio:6.1f}", flush=True)
        if lost or wrong:
            self.failures.append(f"{name}: {lost} lost, {wrong} wrong")
        if ratio > 3 and p99(times) > PATIENCE:
            self.failures.append(f"{name}: p99 is {p99(times):.1f} ms, {ratio:.1f} times the quiet one")

    def mix(self, minutes):
        seconds = minutes * 60
        print(f"\nall of it for {minutes} minutes, and SIGHUP every 5 seconds\n"
              f"{'second':>6} {'asked':>8} {'lost':>5} {'wrong':>6} {'MiB':>7} {'descriptors':>12} {'p50 ms':>7} {'p99 ms':>7}")
        process, connections = self.start("mix", seconds)
        begin = time.monotonic()
        memory, descriptors, all_times = [], [], []
        lost, wrong, asked = self.good.lost, self.good.wrong, self.good.asked
        slice_ = max(5, seconds / 20)
        while time.monotonic() - begin < seconds - 1:
            samples = []
            times = self.good.run(min(slice_, seconds - (time.monotonic() - begin)),
                                  lambda: samples.append(self.server.memory()) if self.good.asked % 50 == 0 else None)
            memory.append(statistics.median(samples or [self.server.memory()]))
            descriptors.append(self.server.descriptors())
            all_times += times
            print(f"{time.monotonic() - begin:6.0f} {self.good.asked - asked:8} {self.good.lost - lost:5} "
                  f"{self.good.wrong - wrong:6} {memory[-1]:7.1f} {descriptors[-1]:12} {statistics.median(times):7.2f} "
                  f"{p99(times):7.2f}", flush=True)
        self.end(process)
        lost, wrong, asked = self.good.lost - lost, self.good.wrong - wrong, self.good.asked - asked
        self.good.close()
        left = self.server.settle(self.idle)
        # The first quarter fills what is filled once.
        quarter = max(1, len(memory) // 4)
        early, late = statistics.median(memory[quarter:2 * quarter] or memory), statistics.median(memory[-quarter:])
        print(f"{connections.value} connections of attackers; good: {asked} asked, {lost} lost, {wrong} wrong, "
              f"p99 {p99(all_times):.2f} ms\nmemory {early:.1f} → {late:.1f} MiB, peak {self.server.peak():.1f}; "
              f"afterwards {self.server.memory():.1f} MiB, {left} descriptors (at first {self.idle})")
        if lost or wrong:
            self.failures.append(f"mix: {lost} lost, {wrong} wrong")
        if late > early + WANDER:
            self.failures.append(f"mix: memory grows from {early:.1f} to {late:.1f} MiB")
        if left > self.idle:
            self.failures.append(f"mix: {left} descriptors stay open, {self.idle} at first")


def main():
    port, pid, minutes = int(sys.argv[1]), int(sys.argv[2]), float(sys.argv[3])
    names = sys.argv[4:] or list(ATTACKS)
    unknown = set(names) - set(ATTACKS)
    if unknown:
        sys.exit(f"no such attack: {', '.join(sorted(unknown))}; there are: {', '.join(ATTACKS)}")
    hard = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
    stand_aside(pid)
    soak = Soak(port, pid)
    soak.table(names)
    if minutes > 0:
        soak.mix(minutes)
    for text in soak.good.complaints + soak.failures:
        print("✘", text)
    print("failed" if soak.failures else "nothing lost, nothing wrong, nothing grown")
    sys.exit(1 if soak.failures else 0)


if __name__ == "__main__":
    main()
