/** What became of a message, as its sender is to be told. */
export type Verdict = 'stored' | 'refused' | 'not-understood';

/**
 * MSA-1 (HL7 table 0008). Original mode: AA stored, AE content refused, AR not understood. Enhanced
 * mode has the same three for accepting (CA, CE, CR) and for applying (AA, AE, AR).
 */
export type AnswerCode = 'AA' | 'AE' | 'AR' | 'CA' | 'CE' | 'CR';

const APPLICATION = { stored: 'AA', refused: 'AE', 'not-understood': 'AR' } as const;
const ACCEPT = { stored: 'CA', refused: 'CE', 'not-understood': 'CR' } as const;

/** What MSH-15 and MSH-16 ask for (HL7 table 0155). */
export interface Asked {
  readonly accept: string;
  readonly application: string;
}

/**
 * Which acknowledgements a message gets, in order (HL7 v2 chapter 2, 2.9.2 and 2.9.3). Without MSH-15
 * and MSH-16 it is the one of original mode. Otherwise each of the two kinds by its own condition: AL
 * always, NE never, ER only when refused, SU only when stored. Message and effect are stored in one
 * transaction, so that both are known when the first is due.
 *
 * A sender that wants neither kind at all gets the accept acknowledgement nevertheless unless its
 * profile says `acknowledge: as-asked`: engines write NE into templates and still wait for an answer,
 * and a feed that waits for ever delivers nothing more.
 */
export function answersDue(
  verdict: Verdict,
  { accept, application }: Asked,
  asAsked = false,
): AnswerCode[] {
  const [first, second] = [accept, application].map((word) => word.trim().toUpperCase());
  if (!first && !second) return [APPLICATION[verdict]];
  const due: AnswerCode[] = [
    ...(isDue(first!, verdict) ? [ACCEPT[verdict]] : []),
    ...(isDue(second!, verdict) ? [APPLICATION[verdict]] : []),
  ];
  const wantsNone = isNever(first!) && isNever(second!);
  return wantsNone && !asAsked ? [ACCEPT[verdict]] : due;
}

const isNever = (word: string) => word === 'NE' || word === '';

function isDue(word: string, verdict: Verdict): boolean {
  switch (word) {
    case '':
    case 'NE':
      return false;
    case 'ER':
      return verdict !== 'stored';
    case 'SU':
      return verdict === 'stored';
    default:
      // AL, and whatever nobody knows: too much is better than a sender that waits.
      return true;
  }
}
