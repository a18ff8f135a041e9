import { CreateScheduling1763787600000 } from './1763787600000-create-scheduling.js';
import { SeedDirectory1763787660000 } from './1763787660000-seed-directory.js';
import { EndPlans1763787720000 } from './1763787720000-end-plans.js';
import { PlacementRevisions1764187200000 } from './1764187200000-placement-revisions.js';
import { ActsOnPlacements1796605200000 } from './1796605200000-acts-on-placements.js';
import { ListsOfWork1796605260000 } from './1796605260000-lists-of-work.js';
import { BlockedPlaces1796630400000 } from './1796630400000-blocked-places.js';
import { CapacityLinks1796630520000 } from './1796630520000-capacity-links.js';
import { ClosuresAndCalendars1796630460000 } from './1796630460000-closures-and-calendars.js';
import { OffersSideBySide1796691600000 } from './1796691600000-offers-side-by-side.js';
import { PlacesFollowStays1796601600000 } from './1796601600000-places-follow-stays.js';
import { WaitingRecords1796700000000 } from './1796700000000-waiting-records.js';
import { CapacityDays1796703600000 } from './1796703600000-capacity-days.js';
import { WaitForecasts1796706000000 } from './1796706000000-wait-forecasts.js';
import { CapacityNotices1796706060000 } from './1796706060000-capacity-notices.js';
import { InterimTerms1796706090000 } from './1796706090000-interim-terms.js';
import { ChangedPrograms1796803600000 } from './1796803600000-changed-programs.js';
import { NeedGroups1796807200000 } from './1796807200000-need-groups.js';
import { Webhooks1796810800000 } from './1796810800000-webhooks.js';
import { ConsentsOfPersons1796911260000 } from './1796911260000-consents-of-persons.js';
import { Disclosures1796911320000 } from './1796911320000-disclosures.js';
import { EmergencyAccesses1796911380000 } from './1796911380000-emergency-accesses.js';
import { ResentDeliveries1796913060000 } from './1796913060000-resent-deliveries.js';
import { HousingBesideCare1796920000000 } from './1796920000000-housing-beside-care.js';
import { SeedResidences1796920060000 } from './1796920060000-seed-residences.js';
import { DesksOfPrograms1796920120000 } from './1796920120000-desks-of-programs.js';

/** In the order they run; a released migration never changes. */
export const schedulingMigrations = [
  CreateScheduling1763787600000,
  SeedDirectory1763787660000,
  EndPlans1763787720000,
  PlacementRevisions1764187200000,
  PlacesFollowStays1796601600000,
  ActsOnPlacements1796605200000,
  ListsOfWork1796605260000,
  BlockedPlaces1796630400000,
  ClosuresAndCalendars1796630460000,
  CapacityLinks1796630520000,
  OffersSideBySide1796691600000,
  WaitingRecords1796700000000,
  CapacityDays1796703600000,
  WaitForecasts1796706000000,
  CapacityNotices1796706060000,
  InterimTerms1796706090000,
  ChangedPrograms1796803600000,
  NeedGroups1796807200000,
  Webhooks1796810800000,
  ConsentsOfPersons1796911260000,
  Disclosures1796911320000,
  EmergencyAccesses1796911380000,
  ResentDeliveries1796913060000,
  HousingBesideCare1796920000000,
  SeedResidences1796920060000,
  DesksOfPrograms1796920120000,
] as const;
