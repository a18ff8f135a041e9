import { readdir, readFile, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { Told } from './told.js';

/** Every message of every `.hl7` and `.json` file in these folders and below them, by file name. */
export async function readFolders(places: readonly string[]): Promise<Told[]> {
  const files = await Promise.all(places.map(filesOf));
  const messages = await Promise.all(files.flat().map(messagesOf));
  return messages.flat();
}

async function filesOf(place: string): Promise<string[]> {
  if (!(await stat(place)).isDirectory()) return [place];
  const names = await readdir(place, { recursive: true });
  return names
    .filter((name) => /\.(hl7|json)$/.test(name))
    .sort()
    .map((name) => join(place, name));
}

async function messagesOf(file: string): Promise<Told[]> {
  const bytes = await readFile(file);
  const name = basename(file);
  return name.endsWith('.json') ? jsonMessages(name, bytes) : hl7Messages(name, bytes);
}

/** A file may hold several messages behind one another; the bytes of each stay as they are. */
function hl7Messages(name: string, file: Buffer): Told[] {
  const text = file.toString('latin1');
  const starts = [...text.matchAll(/MSH\|/g)].map(({ index }) => index);
  return starts.map((start, at) => ({
    name: starts.length > 1 ? `${name} ${at + 1}` : name,
    kind: 'hl7',
    bytes: Buffer.from(text.slice(start, starts[at + 1]), 'latin1'),
  }));
}

/** A FHIR bundle, a CloudEvent, or several of them in an array. */
function jsonMessages(name: string, bytes: Buffer): Told[] {
  const parsed = JSON.parse(bytes.toString('utf8')) as unknown;
  const several = Array.isArray(parsed) ? (parsed as object[]) : [parsed as object];
  return several.map((each, at) => ({
    name: several.length > 1 ? `${name} ${at + 1}` : name,
    kind: 'resourceType' in each ? 'fhir' : 'event',
    bytes: Array.isArray(parsed) ? Buffer.from(JSON.stringify(each)) : bytes,
  }));
}
