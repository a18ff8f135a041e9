import type { DataOf, EventContract } from '../define-event.js';

/** What an event means for somebody who watches many of them. */
export type EventOutcome =
  | 'recorded'
  | 'decided'
  | 'placed'
  | 'waiting'
  | 'needs-person'
  | 'attention'
  | 'taken-back'
  | 'ended';

/** A part of the facts beside a title; what is not known leaves no trace. */
type ShownFact = string | null | false;

/** The words for an event. Whatever shows events to people takes its words from here. */
export interface Wording<Data> {
  /** What happened, in a few words: the title of a row that shows `facts` beside it. */
  title(data: Data): string;
  /** The facts that matter, for the row of somebody who may see them. */
  facts?(data: Data): readonly ShownFact[];
  readonly outcome: EventOutcome | ((data: Data) => EventOutcome);
  /**
   * The line of a journey, where a line alone has to say more than the title. Ratings, substances and
   * reasons in free text stay out: who needs the detail opens the record.
   */
  line?(data: Data, timeZone: string): string;
}

/** One wording for each event of a context, by the name its contract has there: none can be forgotten. */
export type WordsFor<Contracts> = {
  readonly [
    Name in keyof Contracts as Contracts[Name] extends EventContract ? Name : never
  ]: Wording<DataOf<Contracts[Name]>>;
};
