import { decodeHTMLStrict } from 'entities';

/** An entity of HTML as a web form leaves it in a name: named, decimal or hexadecimal, and ended. */
const ENTITY = /&(?:#\d{1,7}|#x[0-9a-f]{1,6}|[a-z][a-z0-9]{1,31});/gi;

/** How an oddity words it, in every way in. */
export const HOLDS_ENTITIES = {
  reason: 'holds entities of HTML; they were read as the characters they stand for',
  accepted: 'plain text',
} as const;

export const holdsEntities = (text: string): boolean => plainText(text) !== text;

/**
 * Text without entities of HTML: `O&#39;Brien` is nobody's name, and would be another person than O'Brien.
 * What is no entity stays, as in `A&B`. `written` says how a character is to stand in the result.
 */
export const plainText = (
  text: string,
  written: (character: string) => string = (character) => character,
): string =>
  text.includes('&')
    ? text.replace(ENTITY, (entity) => {
        const read = decodeHTMLStrict(entity);
        return read === entity ? entity : written(read);
      })
    : text;
