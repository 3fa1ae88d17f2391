// --case, as every command that works on a case takes it.

export const CASE_OPTION = ["--case <dir>", "the case's folder, made where it is missing (COUNTERPIXEL_CASE, else ./case)"] as const;
