import { CreateIntake1793318400000 } from './1793318400000-create-intake.js';
import { MatchPersons1795737600000 } from './1795737600000-match-persons.js';
import { SealPersonalData1795824000000 } from './1795824000000-seal-personal-data.js';
import { UndoMerges1795910400000 } from './1795910400000-undo-merges.js';
import { WatchFeeds1795996800000 } from './1795996800000-watch-feeds.js';
import { CountFeeds1796083200000 } from './1796083200000-count-feeds.js';
import { BoundRefusedBodies1796169600000 } from './1796169600000-bound-refused-bodies.js';
import { SayWhoAndWhy1796256000000 } from './1796256000000-say-who-and-why.js';
import { ShareNumbers1796342400000 } from './1796342400000-share-numbers.js';
import { AwaitFeeds1796428800000 } from './1796428800000-await-feeds.js';
import { KnowServersRecords1796515200000 } from './1796515200000-know-servers-records.js';
import { RecordAttendance1796702000000 } from './1796702000000-record-attendance.js';
import { KeepErasures1796900400000 } from './1796900400000-keep-erasures.js';
import { ConsentTerms1796911200000 } from './1796911200000-consent-terms.js';

export const migrations = [
  CreateIntake1793318400000,
  MatchPersons1795737600000,
  SealPersonalData1795824000000,
  UndoMerges1795910400000,
  WatchFeeds1795996800000,
  CountFeeds1796083200000,
  BoundRefusedBodies1796169600000,
  SayWhoAndWhy1796256000000,
  ShareNumbers1796342400000,
  AwaitFeeds1796428800000,
  KnowServersRecords1796515200000,
  RecordAttendance1796702000000,
  KeepErasures1796900400000,
  ConsentTerms1796911200000,
];
