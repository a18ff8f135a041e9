import 'reflect-metadata';
import { randomUUID } from 'node:crypto';
import { Controller, Inject, Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import {
  ClientKafka,
  ClientsModule,
  Ctx,
  EventPattern,
  KafkaContext,
  Payload,
  Transport,
  type MicroserviceOptions,
} from '@nestjs/microservices';
import { Column, DataSource, Entity, PrimaryColumn } from 'typeorm';

// A hop as most tutorials write it: one message at a time, entities saved by a repository. It exists to be
// compared with, and does what they do, no better and no worse.

export type Known = Readonly<Record<string, unknown>>;

/** What a hop knows of a key once it has one more event, and what it makes of it. */
interface HopDecision {
  readonly state: Known;
  /** What it tells the next hop, by which key. */
  readonly next?: { readonly key: string; readonly data: Known };
}

export interface TutorialHop {
  /** Its group, to which Nest adds `-server`. */
  readonly name: string;
  readonly reads: string;
  readonly writes: string;
  readonly decide: (known: Known, event: Known, id: string) => HopDecision;
}

@Entity('tutorial_inbox')
class InboxRow {
  @PrimaryColumn('uuid') id: string;
  @Column('text') type: string;
}

@Entity('tutorial_state')
class StateRow {
  @PrimaryColumn('text') key: string;
  @Column('jsonb') known: object;
}

@Entity('tutorial_outbox')
class OutboxRow {
  @PrimaryColumn('uuid') id: string;
  @Column('text') key: string;
  @Column('jsonb') payload: object;
  @Column('boolean') published: boolean;
}

/** Starts a hop of tutorials; answers how to stop it. */
export async function startTutorialHop(
  hop: TutorialHop,
  databaseUrl: string,
  brokers: readonly string[],
): Promise<() => Promise<void>> {
  const dataSource = await new DataSource({
    type: 'postgres',
    url: databaseUrl,
    entities: [InboxRow, StateRow, OutboxRow],
    synchronize: true,
  }).initialize();
  const client = { clientId: hop.name, brokers: [...brokers] };
  @Module({
    imports: [
      ClientsModule.register([
        {
          name: 'PRODUCER',
          transport: Transport.KAFKA,
          options: { client, producerOnlyMode: true },
        },
      ]),
    ],
    controllers: [controllerOf(hop)],
    providers: [{ provide: DataSource, useValue: dataSource }],
  })
  class TutorialModule {}
  const app = await NestFactory.createMicroservice<MicroserviceOptions>(TutorialModule, {
    transport: Transport.KAFKA,
    logger: false,
    options: {
      client,
      consumer: { groupId: hop.name },
      subscribe: { fromBeginning: true },
    },
  });
  await app.listen();
  return async () => {
    await app.close();
    await dataSource.destroy();
  };
}

function controllerOf({ name, reads, writes, decide }: TutorialHop) {
  @Controller()
  class HopController {
    readonly #database: DataSource;
    readonly #producer: ClientKafka;

    constructor(database: DataSource, @Inject('PRODUCER') producer: ClientKafka) {
      this.#database = database;
      this.#producer = producer;
    }

    @EventPattern<string>(reads)
    async handle(@Payload() event: Record<string, unknown>, @Ctx() context: KafkaContext) {
      const { headers, key: ofMessage } = context.getMessage();
      const id = String(headers?.['ce_id']);
      const key = String(ofMessage);
      const row = await this.#database.transaction(async (manager) => {
        if (await manager.findOneBy(InboxRow, { id })) return null;
        await manager.save(InboxRow, { id, type: String(event['type'] ?? name) });
        const known = (await manager.findOneBy(StateRow, { key }))?.known ?? {};
        const { state, next } = decide(known as Known, event, id);
        await manager.save(StateRow, { key, known: state });
        if (!next) return null;
        const { key: to, data: payload } = next;
        const out = { id: randomUUID(), key: to, payload, published: false };
        return await manager.save(OutboxRow, out);
      });
      if (!row) return;
      const headersOut = { ce_id: row.id, ce_causationid: id };
      await new Promise<void>((resolve, reject) => {
        this.#producer
          .emit(writes, { key: row.key, value: row.payload, headers: headersOut })
          .subscribe({ complete: resolve, error: reject });
      });
      await this.#database.getRepository(OutboxRow).save({ ...row, published: true });
    }
  }
  return HopController;
}
