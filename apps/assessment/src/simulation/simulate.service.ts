import { Injectable } from '@nestjs/common';
import type { DeterminationData } from '@handrail/contracts';
import { badRequest, notFound } from '@handrail/platform';
import { CapacityReader } from '../capacity/capacity.reader.js';
import { determine } from '../policy/domain/determine.js';
import { outcomeOf } from '../policy/domain/outcome.js';
import type { Policy } from '../policy/domain/policy.js';
import { askedDifferently } from './domain/asked-differently.js';
import { AskedTally } from './domain/asked-tally.js';
import { changedLimits, concernsOf } from './domain/changed-limits.js';
import { differences, PolicyWhatIf, type Moved } from './domain/simulate.js';
import { checkPolicyTexts } from '../policy/format/load-policy.js';
import { PolicyBook } from '../policy/policy-book.js';
import { RecordedReader } from './recorded.reader.js';
import { CasesReader } from './cases.reader.js';
import type { ReassessmentsDto } from './asked-beyond.dto.js';
import type { PersonMovedDto, SimulationDto } from './simulate.dto.js';
import type { SimulationRequest } from './simulate.input.js';

/** The version under which a draft is posted. */
export const POSTED = 'posted';
const RECORDED = 'recorded';
const NO_TRACES: ReadonlyMap<string, DeterminationData['trace']> = new Map();

/** What another policy would have decided about what was recorded. Nothing is written. */
@Injectable()
export class SimulateService {
  readonly #policies: PolicyBook;
  readonly #recorded: RecordedReader;
  readonly #cases: CasesReader;
  readonly #capacity: CapacityReader;

  constructor(
    policies: PolicyBook,
    recorded: RecordedReader,
    cases: CasesReader,
    capacity: CapacityReader,
  ) {
    this.#policies = policies;
    this.#recorded = recorded;
    this.#cases = cases;
    this.#capacity = capacity;
  }

  async run(version: string, request: SimulationRequest): Promise<SimulationDto> {
    const { since, until, against, limit } = request;
    const startedMs = performance.now();
    const after = this.#candidate(version, request);
    const before = against === RECORDED ? null : this.#known(against);
    const ask = (policy: Policy) => (inputs: Parameters<typeof outcomeOf>[1]) =>
      outcomeOf(policy, inputs, this.#policies.permissions);
    const simulation = new PolicyWhatIf(ask(after), before && ask(before), limit);
    for await (const page of this.#recorded.between(since, until))
      for (const recorded of page) simulation.add(recorded);
    const { determinations, changed, moves, modeChanges, demand, people } = simulation;
    const places = await this.#capacity.byLevel();
    const reassessments = await this.#reassessments(after, before, request);
    return {
      policyVersion: after.version,
      ...{ against, since, until, determinations, changed, moves, modeChanges },
      demand: demand.map((demanded) => ({
        ...demanded,
        capacity: (demanded.level && places.get(demanded.level)) ?? null,
      })),
      people: await this.#people(people, after, before),
      peopleLeftOut: changed - people.length,
      reassessments,
      elapsedMs: Math.round(performance.now() - startedMs),
    };
  }

  /**
   * Who else would have been asked for, and who would not. What was recorded is told apart by the policy in
   * force at the end of the time asked about: its limits led to what was recorded.
   */
  async #reassessments(
    after: Policy,
    before: Policy | null,
    { since, until, limit }: SimulationRequest,
  ): Promise<ReassessmentsDto> {
    const from = before ?? this.#policies.inForceAt(until).policy;
    const limits = changedLimits(from, after);
    const [more, less] = [new AskedTally(limit), new AskedTally(limit)];
    let [persons, moved] = [0, 0];
    const { permissions } = this.#policies;
    const comparison = { before: from, after, permissions, since, until };
    const pages = limits.length > 0 ? this.#cases.concerned(concernsOf(limits)) : [];
    for await (const page of pages)
      for (const recorded of page) {
        const asked = askedDifferently(recorded, comparison);
        more.add(asked.more);
        less.add(asked.less);
        moved += asked.moved;
        persons += 1;
      }
    return { limits, persons, moved, more: more.summary, less: less.summary };
  }

  #candidate(version: string, { draft }: SimulationRequest): Policy {
    if (version !== POSTED) {
      if (draft) throw refused('policy', 'is posted', `no policy, or the version "${POSTED}"`);
      return this.#known(version);
    }
    if (!draft) throw refused('policy', 'is missing', 'the texts of its files by name');
    const { ok, loaded, problems } = checkPolicyTexts(draft);
    if (ok) return loaded.policy;
    throw badRequest(
      'The policy is refused.',
      problems.slice(0, 50).map(({ file, row, problem }) => ({
        path: row === null ? `/policy/${file}` : `/policy/${file}/${row}`,
        reason: problem,
        accepted: 'see docs/policy.schema.json and handrail policy check',
      })),
    );
  }

  #known(version: string): Policy {
    const found =
      version === 'current'
        ? this.#policies.inForceAt(new Date().toISOString())
        : this.#policies.get(version);
    if (!found) throw notFound('policy');
    return found.policy;
  }

  /** Who would move, and the rules that stand behind it. */
  async #people(
    people: readonly Moved[],
    after: Policy,
    before: Policy | null,
  ): Promise<PersonMovedDto[]> {
    const { permissions } = this.#policies;
    const ids = people.map(({ recorded }) => recorded.determinationId);
    const traces = before ? NO_TRACES : await this.#recorded.tracesOf(ids);
    return people.map(({ recorded, from, to }) => {
      const { personId, reassessmentId, determinationId, determinedAt, inputs } = recorded;
      const was = before
        ? determine(before, inputs, permissions).trace
        : (traces.get(determinationId) ?? []);
      const would = determine(after, inputs, permissions).trace;
      const because = differences(was, would);
      return { personId, reassessmentId, determinationId, determinedAt, from, to, because };
    });
  }
}

const refused = (path: string, reason: string, accepted: string) =>
  badRequest('The request is not valid.', [{ path, reason, accepted }]);
