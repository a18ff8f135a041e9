import type { LikelyPlace } from '../api/waiting.js';
import { amount, array, object, string } from '../services/domain/json.js';

/** When places are likely, by the id of the placement, as scheduling answers it; what it lacks is left out. */
export function readForecast(answered: unknown): Map<string, LikelyPlace> {
  const body = object(answered);
  const errors = new Map(array(body['errors']).flatMap(readError));
  return new Map(
    array(body['items']).flatMap((each): Array<[string, LikelyPlace]> => {
      const row = object(each);
      const id = string(row['placementId']);
      if (id === null) return [];
      const error = errors.get(string(row['level']) ?? '') ?? null;
      return [[id, { likelyAt: string(row['likelyAt']), because: string(row['because']), error }]];
    }),
  );
}

function readError(answered: unknown): Array<[string, NonNullable<LikelyPlace['error']>]> {
  const row = object(answered);
  const level = string(row['level']);
  const [errorDays, movingAverageErrorDays] = [
    amount(row['errorDays']),
    amount(row['movingAverageErrorDays']),
  ];
  if (level === null || errorDays === null || movingAverageErrorDays === null) return [];
  return [[level, { measured: amount(row['measured']) ?? 0, errorDays, movingAverageErrorDays }]];
}
