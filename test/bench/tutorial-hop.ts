import 'reflect-metadata';
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
import { HOP_INPUT, HOP_OUTPUT } from '@handrail/testing';
import { randomUUID } from 'node:crypto';

// The same hop as most tutorials write it: one message at a time, entities saved by a repository. It
// exists to be compared with, and does what they do, no better and no worse.

@Entity('tutorial_inbox')
class InboxRow {
  @PrimaryColumn('uuid') id: string;
  @Column('text') type: string;
}

@Entity('tutorial_state')
class StateRow {
  @PrimaryColumn('text') key: string;
  @Column('int') n: number;
}

@Entity('tutorial_outbox')
class OutboxRow {
  @PrimaryColumn('uuid') id: string;
  @Column('text') key: string;
  @Column('text') payload: string;
  @Column('boolean') published: boolean;
}

@Controller()
class TutorialHop {
  readonly #database: DataSource;
  readonly #producer: ClientKafka;

  constructor(database: DataSource, @Inject('PRODUCER') producer: ClientKafka) {
    this.#database = database;
    this.#producer = producer;
  }

  @EventPattern<string>(HOP_INPUT)
  async handle(@Payload() data: { personId: string }, @Ctx() context: KafkaContext): Promise<void> {
    const id = String(context.getMessage().headers?.['ce_id']);
    const row = await this.#database.transaction(async (manager) => {
      if (await manager.findOneBy(InboxRow, { id })) return null;
      await manager.save(InboxRow, { id, type: HOP_INPUT });
      const state = (await manager.findOneBy(StateRow, { key: data.personId })) ?? {
        key: data.personId,
        n: 0,
      };
      await manager.save(StateRow, { ...state, n: state.n + 1 });
      const payload = JSON.stringify({ personId: data.personId, openedAt: new Date() });
      const out = { id: randomUUID(), key: data.personId, payload, published: false };
      return await manager.save(OutboxRow, out);
    });
    if (!row) return;
    await new Promise<void>((resolve, reject) => {
      this.#producer
        .emit(HOP_OUTPUT, { key: row.key, value: row.payload, headers: { ce_causationid: id } })
        .subscribe({ complete: resolve, error: reject });
    });
    await this.#database.getRepository(OutboxRow).save({ ...row, published: true });
  }
}

/** Starts the tutorial's hop; answers how to stop it. */
export async function startTutorialHop(
  databaseUrl: string,
  brokers: readonly string[],
): Promise<() => Promise<void>> {
  const dataSource = await new DataSource({
    type: 'postgres',
    url: databaseUrl,
    entities: [InboxRow, StateRow, OutboxRow],
    synchronize: true,
  }).initialize();
  const client = { clientId: 'tutorial', brokers: [...brokers] };
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
    controllers: [TutorialHop],
    providers: [{ provide: DataSource, useValue: dataSource }],
  })
  class TutorialModule {}
  const app = await NestFactory.createMicroservice<MicroserviceOptions>(TutorialModule, {
    transport: Transport.KAFKA,
    logger: false,
    options: {
      client,
      consumer: { groupId: 'tutorial' },
      subscribe: { fromBeginning: true },
    },
  });
  await app.listen();
  return async () => {
    await app.close();
    await dataSource.destroy();
  };
}
