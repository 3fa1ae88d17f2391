// The revision of the rules by which campaigns are judged. It rises with every change of the weights, or of when a reason is given, so that a case whose
// verdicts are of an older version is judged anew.

export const ASSESSOR = 3;
