import type { Accord } from '@handrail/contracts';
import type {
  PseudonymousReview,
  ReviewReading,
} from '../../../../src/identity-reviews/identity-reviews.view.js';
import { Badge, type Tone } from '../../ui/badges.js';
import type { IconName } from '../../ui/icons.js';
import { None } from '../../ui/states.js';
import { Table, Th } from '../../ui/table.js';
import { ACCORD_TITLES, byWeight, fieldTitle } from './review-words.js';

const LOOKS: Readonly<Record<Accord, { readonly tone: Tone; readonly icon: IconName }>> = {
  agrees: { tone: 'ok', icon: 'check-circle' },
  nearly: { tone: 'warn', icon: 'question' },
  contradicts: { tone: 'bad', icon: 'down' },
  unknown: { tone: 'quiet', icon: 'dot' },
};

/** Both records field by field. The values come in once somebody has said what they read them for. */
export function Comparison({
  review,
  reading,
}: {
  readonly review: PseudonymousReview;
  readonly reading: ReviewReading | undefined;
}) {
  const [a, b] = review.persons.map(({ id }) => reading?.persons.find((each) => each.id === id));
  return (
    <Table caption="Both records field by field, what contradicts first" className="comparison">
      <thead>
        <tr>
          <Th>Field</Th>
          <Th>Comparison</Th>
          {reading ? (
            <>
              <Th>Person A</Th>
              <Th>Person B</Th>
            </>
          ) : null}
        </tr>
      </thead>
      <tbody>
        {byWeight(review.comparison).map(({ field, accord }) => (
          <tr key={field}>
            <th scope="row">{fieldTitle(field)}</th>
            <td className="nowrap">
              <Badge {...LOOKS[accord]}>{ACCORD_TITLES[accord]}</Badge>
            </td>
            {reading
              ? [a, b].map((person, at) => (
                  <td key={at === 0 ? 'a' : 'b'}>
                    <Value field={field} person={person} />
                  </td>
                ))
              : null}
          </tr>
        ))}
      </tbody>
    </Table>
  );
}

function Value({
  field,
  person,
}: {
  readonly field: string;
  readonly person: ReviewReading['persons'][number] | undefined;
}) {
  if (!person) return <None />;
  if (field === 'number' || field === 'authority') {
    const numbers = person.identifiers.filter(({ trusted }) => trusted === (field === 'authority'));
    if (numbers.length === 0) return <None />;
    return numbers.map(({ system, value }) => (
      <span key={`${system} ${value}`} className="block">
        <span className="mono">{value}</span> <span className="facts">{system}</span>
      </span>
    ));
  }
  // The house number stands in the line of the street.
  const text = person.fields[field === 'house' ? 'street' : field];
  return text ? <>{text}</> : <None />;
}
