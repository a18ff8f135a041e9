const { default: Sequencer } = require('@jest/test-sequencer');

/**
 * Files that run for minutes. Where Jest has not timed them yet, as on a fresh clone, it begins with the
 * largest files, and these are thin: begun last, each would leave all workers but one without work.
 */
const HEAVY = [
  /engine-conformance/,
  /crash-points/,
  /\/fuzz\/.*(readers|fuzz)/,
  /accessibility/,
  /event-log\.int-spec|kafka-conformance/,
  /half-open|broker-loss|any-order\.e2e|health\.int/,
];

const weightOf = ({ path }) => {
  const at = HEAVY.findIndex((pattern) => pattern.test(path));
  return at < 0 ? HEAVY.length : at;
};

module.exports = class HeavyFirst extends Sequencer {
  sort(tests) {
    return super.sort(tests).sort((first, second) => weightOf(first) - weightOf(second));
  }
};
