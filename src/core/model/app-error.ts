// App error: what is thrown where a command is wrong or input and output break. A bad message never throws (problem.ts);
// the command line prints one line of it that says what to do, and the stack only with --debug.

/** `usage` is a wrong command (exit 2), `unreadable` a source that could not be read at all (exit 3), `failure` anything else (exit 4). */
export const APP_ERROR_CODES = ["usage", "unreadable", "failure"] as const;
export type AppErrorCode = (typeof APP_ERROR_CODES)[number];

export interface AppError extends Error {
	readonly name: "AppError";
	readonly code: AppErrorCode;
	/** The same command may work later, nothing else changed: a busy case, a full disk that is cleared. */
	readonly temporary: boolean;
}

/** `message` is one line for a person: what is wrong, and what to do about it. */
export function appError(code: AppErrorCode, message: string, options: { temporary?: boolean; cause?: unknown } = {}): AppError {
	const error = options.cause === undefined ? new Error(message) : new Error(message, { cause: options.cause });
	return Object.assign(error, { name: "AppError" as const, code, temporary: options.temporary ?? false });
}

export function isAppError(error: unknown): error is AppError {
	return error instanceof Error && error.name === "AppError";
}
