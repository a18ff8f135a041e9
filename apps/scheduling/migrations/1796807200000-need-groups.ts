import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * - `need_group`  people who wait with the same needs, with the tracks that suit them. A freed place is
 *   offered to the groups it suits, and a changed program is weighed once for each group.
 * - `line_look`   who has to be looked at again because what suits their group has changed, in line order
 * - `placement_candidates`  what a place was chosen from, written once when it was found
 *
 * Who waits is looked at once by the release that knows of groups: the one before left a version with them.
 * Its own indexes of what suits each person go; it finds nobody by them whom this one does not find.
 */
export class NeedGroups1796807200000 implements MigrationInterface {
  readonly name = 'NeedGroups1796807200000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE need_group (
        id uuid PRIMARY KEY,
        level text NOT NULL,
        needs jsonb NOT NULL,
        suitable text[] NOT NULL
      );
      CREATE INDEX need_group_suitable ON need_group USING gin (suitable) WITH (fastupdate = off);
      CREATE INDEX need_group_level ON need_group (level, id);
      CREATE TABLE line_look (
        placement_id uuid PRIMARY KEY,
        priority_class smallint NOT NULL,
        requested_at timestamptz NOT NULL
      );
      CREATE INDEX line_look_order ON line_look (priority_class, requested_at, placement_id);
      CREATE TABLE placement_candidates (
        placement_id uuid PRIMARY KEY REFERENCES placement (id),
        candidates jsonb NOT NULL
      );
      ALTER TABLE placement ADD COLUMN need_group uuid;
      ALTER TABLE placement ADD COLUMN excepted_tracks text[] NOT NULL DEFAULT '{}';
      ALTER TABLE directory_version ADD COLUMN weighed_version bigint NOT NULL DEFAULT 0;
      CREATE INDEX placement_group ON placement (need_group, priority_class, requested_at, id)
        WHERE status = 'waitlisted';
      CREATE INDEX placement_excepted ON placement (need_group)
        WHERE status = 'waitlisted' AND excepted_tracks <> '{}';
      CREATE INDEX placement_weighed_before ON placement (priority_class, requested_at, id)
        WHERE status = 'waitlisted' AND weighed_version > 0;
      DROP INDEX placement_eligible;
      DROP INDEX placement_weighed;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE INDEX placement_weighed ON placement (level, weighed_version) WHERE status = 'waitlisted';
      CREATE INDEX placement_eligible ON placement USING gin (eligible_tracks) WITH (fastupdate = off)
        WHERE status = 'waitlisted';
      ALTER TABLE directory_version DROP COLUMN weighed_version;
      ALTER TABLE placement DROP COLUMN excepted_tracks;
      ALTER TABLE placement DROP COLUMN need_group;
      DROP TABLE placement_candidates, line_look, need_group;
    `);
  }
}
