import { deriveId } from '@handrail/domain';
import { blocksOf, hoursOf } from '../../program/domain/session-block.js';
import { WEEKDAYS, type Weekday } from '../../program/domain/weekday.js';
import type {
  ListedProgram,
  ListedTrack,
  ReadDirectory,
  UnreadableDirectory,
} from './listed-program.js';

/** What a JSON document may be, read without trust. */
type Json = Readonly<Record<string, unknown>>;

const OURS = 'urn:handrail:';
const EXTENSION = `${OURS}directory:`;

/**
 * The directory as a FHIR R4 collection: a Location for each program, a HealthcareService for each track and,
 * where it has sessions, the Schedule they are held by. What R4 has no element for (places, regions, payers,
 * facilities, the time zone) is in extensions. A Schedule says nothing its service does not: reading a
 * directory passes it over.
 */
export function toFhir(programs: readonly ListedProgram[]): object {
  return {
    resourceType: 'Bundle',
    type: 'collection',
    entry: programs.flatMap((program) => [
      { fullUrl: urlOf('location', program.id), resource: locationOf(program) },
      ...program.tracks.flatMap((track) => [
        {
          fullUrl: urlOf('service', `${program.id}/${track.id}`),
          resource: serviceOf(program, track),
        },
        ...schedulesOf(program, track),
      ]),
    ]),
  };
}

const urlOf = (kind: string, id: string): string => `urn:uuid:${deriveId(0, kind, id)}`;

const text = (name: string, value: string) => ({ url: `${EXTENSION}${name}`, valueString: value });

const locationOf = (program: ListedProgram): object => ({
  resourceType: 'Location',
  extension: [
    text('timeZone', program.timeZone),
    ...program.regions.map((each) => text('region', each)),
    ...program.facilities.map((each) => text('facility', each)),
  ],
  identifier: [{ system: `${OURS}program`, value: program.id }],
  status: program.closed ? 'suspended' : 'active',
  name: program.name,
  mode: 'instance',
});

const serviceOf = (program: ListedProgram, track: ListedTrack): object => ({
  resourceType: 'HealthcareService',
  extension: [
    { url: `${EXTENSION}capacity`, valueInteger: track.capacity },
    text('modality', track.modality),
    ...program.payers.map((each) => text('payer', each)),
  ],
  identifier: [{ system: `${OURS}track`, value: `${program.id}/${track.id}` }],
  active: !program.closed,
  type: [{ coding: [{ system: `${OURS}level-of-care`, code: program.level }] }],
  location: [{ reference: urlOf('location', program.id) }],
  name: `${program.name}, ${track.id}`,
  ...(program.capabilities.length > 0
    ? {
        characteristic: program.capabilities.map((code) => ({
          coding: [{ system: `${OURS}capability`, code }],
        })),
      }
    : {}),
  appointmentRequired: program.acceptance === 'by-offer',
  availableTime: availableTime(track),
});

/** People who live in have no sessions. */
const schedulesOf = (program: ListedProgram, track: ListedTrack): object[] =>
  blocksOf(track).length === 0
    ? []
    : [
        {
          fullUrl: urlOf('schedule', `${program.id}/${track.id}`),
          resource: {
            resourceType: 'Schedule',
            identifier: [{ system: `${OURS}track`, value: `${program.id}/${track.id}` }],
            active: !program.closed,
            serviceType: [{ coding: [{ system: `${OURS}level-of-care`, code: program.level }] }],
            actor: [
              { reference: urlOf('service', `${program.id}/${track.id}`) },
              { reference: urlOf('location', program.id) },
            ],
            comment: blocksOf(track)
              .map(({ days, from, to }) => `${days.join(', ')} ${from} to ${to}`)
              .join('; '),
          },
        },
      ];

function availableTime(track: ListedTrack): object[] {
  const blocks = blocksOf(track);
  if (blocks.length === 0) return [{ daysOfWeek: [...WEEKDAYS], allDay: true }];
  return blocks.map(({ days, from, to }) => ({
    daysOfWeek: [...days],
    availableStartTime: `${from}:00`,
    availableEndTime: `${to}:00`,
  }));
}

/** The programs of a FHIR R4 collection of Locations and HealthcareServices. */
export function fromFhir(bundle: unknown): ReadDirectory | UnreadableDirectory {
  const { resourceType, entry } = record(bundle);
  if (resourceType !== 'Bundle') return unreadable('', 'is not a Bundle', 'a FHIR R4 Bundle');
  const resources = array(entry).map((each) => record(record(each)['resource']));
  const programs = new Map<string, ListedProgram>();
  for (const location of resources.filter((each) => each['resourceType'] === 'Location')) {
    const id = identifierIn(location, 'program');
    if (id) programs.set(id, programIn(id, location));
  }
  for (const [index, service] of resources.entries()) {
    if (service['resourceType'] !== 'HealthcareService') continue;
    const [programId = '', trackId = ''] = (identifierIn(service, 'track') ?? '').split('/');
    const program = programs.get(programId);
    const path = `/entry/${index}/resource`;
    if (!program || trackId === '')
      return unreadable(
        `${path}/identifier`,
        'names no track of a Location of the Bundle',
        `an identifier of ${OURS}track: a program, a slash and a track`,
      );
    programs.set(programId, withTrack(program, trackId, service));
  }
  return { programs: [...programs.values()] };
}

const programIn = (id: string, location: Json): ListedProgram => ({
  ...{ id, name: string(location['name']), level: '', acceptance: 'automatic' },
  timeZone: extensionsIn(location, 'timeZone')[0] ?? '',
  regions: extensionsIn(location, 'region'),
  facilities: extensionsIn(location, 'facility'),
  ...{ payers: [], capabilities: [], closed: location['status'] !== 'active', tracks: [] },
});

function withTrack(program: ListedProgram, id: string, service: Json): ListedProgram {
  const capacity = array(service['extension'])
    .map(record)
    .find(({ url }) => url === `${EXTENSION}capacity`)?.['valueInteger'];
  const blocks = array(service['availableTime'])
    .map(record)
    .filter((time) => time['allDay'] !== true)
    .map((time) => ({
      days: array(time['daysOfWeek']).filter((day): day is Weekday =>
        (WEEKDAYS as readonly unknown[]).includes(day),
      ),
      from: string(time['availableStartTime']).slice(0, 5),
      to: string(time['availableEndTime']).slice(0, 5),
    }));
  const track: ListedTrack = {
    ...hoursOf({ days: [], from: null, to: null, blocks }),
    ...{ id, modality: extensionsIn(service, 'modality')[0] ?? 'on-site' },
    capacity: typeof capacity === 'number' ? capacity : NaN,
  };
  return {
    ...program,
    level: codesIn(array(service['type']), 'level-of-care')[0] ?? program.level,
    payers: extensionsIn(service, 'payer'),
    capabilities: codesIn(array(service['characteristic']), 'capability'),
    acceptance: service['appointmentRequired'] === true ? 'by-offer' : 'automatic',
    tracks: [...program.tracks, track],
  };
}

const record = (value: unknown): Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Json) : {};
const array = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);
const string = (value: unknown): string => (typeof value === 'string' ? value : '');

const identifierIn = (resource: Json, kind: string): string | undefined =>
  array(resource['identifier'])
    .map(record)
    .filter(({ system }) => system === `${OURS}${kind}`)
    .map(({ value }) => string(value))
    .find((value) => value !== '');

const extensionsIn = (resource: Json, name: string): string[] =>
  array(resource['extension'])
    .map(record)
    .filter(({ url }) => url === `${EXTENSION}${name}`)
    .map(({ valueString }) => string(valueString));

const codesIn = (concepts: readonly unknown[], system: string): string[] =>
  concepts
    .flatMap((concept) => array(record(concept)['coding']).map(record))
    .filter((coding) => coding['system'] === `${OURS}${system}`)
    .map(({ code }) => string(code));

const unreadable = (path: string, reason: string, accepted: string): UnreadableDirectory => ({
  problems: [{ path: `/content${path}`, reason, accepted }],
});
