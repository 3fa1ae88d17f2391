// Processor time rather than time on the clock: a bound on it holds however busy the machine is.

/** Milliseconds of processor time that `work` takes in this process. */
export function processorTime(work: () => void): number {
	const before = process.cpuUsage();
	work();
	const { user, system } = process.cpuUsage(before);
	return (user + system) / 1000;
}
