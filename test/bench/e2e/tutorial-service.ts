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
import { TUTORIAL_HOPS, tutorialTopic } from './tutorial-decisions.js';

// One hop of the tutorial chain in a process of its own, as most tutorials write it: one message at a time,
// entities saved by a repository. It exists to be compared with, and does what they do, no better and no worse.
const at = Number(process.env['TUTORIAL_HOP']);
const { name, decide } = TUTORIAL_HOPS[at]!;
const client = { clientId: name, brokers: (process.env['TUTORIAL_BROKERS'] ?? '').split(',') };

@Entity('inbox')
class InboxRow {
  @PrimaryColumn('uuid') id: string;
  @Column('text') type: string;
}

@Entity('state')
class StateRow {
  @PrimaryColumn('text') key: string;
  @Column('jsonb') known: object;
}

@Entity('outbox')
class OutboxRow {
  @PrimaryColumn('uuid') id: string;
  @Column('text') key: string;
  @Column('jsonb') payload: object;
  @Column('boolean') published: boolean;
}

@Controller()
class Hop {
  readonly #database: DataSource;
  readonly #producer: ClientKafka;

  constructor(database: DataSource, @Inject('PRODUCER') producer: ClientKafka) {
    this.#database = database;
    this.#producer = producer;
  }

  @EventPattern<string>(tutorialTopic(at))
  async handle(@Payload() event: Record<string, unknown>, @Ctx() context: KafkaContext) {
    const { headers, key: ofMessage } = context.getMessage();
    const id = String(headers?.['ce_id']);
    const key = String(ofMessage);
    const row = await this.#database.transaction(async (manager) => {
      if (await manager.findOneBy(InboxRow, { id })) return null;
      await manager.save(InboxRow, { id, type: String(event['type'] ?? name) });
      const known = (await manager.findOneBy(StateRow, { key }))?.known ?? {};
      const { state, next } = decide(known as Record<string, unknown>, event, id);
      await manager.save(StateRow, { key, known: state });
      if (!next) return null;
      const { key: to, data: payload } = next;
      return await manager.save(OutboxRow, {
        id: randomUUID(),
        key: to,
        payload,
        published: false,
      });
    });
    if (!row) return;
    await new Promise<void>((resolve, reject) => {
      this.#producer
        .emit(tutorialTopic(at + 1), {
          key: row.key,
          value: row.payload,
          headers: { ce_id: row.id },
        })
        .subscribe({ complete: resolve, error: reject });
    });
    await this.#database.getRepository(OutboxRow).save({ ...row, published: true });
  }
}

const dataSource = await new DataSource({
  type: 'postgres',
  url: process.env['TUTORIAL_DATABASE_URL'] ?? '',
  entities: [InboxRow, StateRow, OutboxRow],
  synchronize: true,
}).initialize();

@Module({
  imports: [
    ClientsModule.register([
      { name: 'PRODUCER', transport: Transport.KAFKA, options: { client, producerOnlyMode: true } },
    ]),
  ],
  controllers: [Hop],
  providers: [{ provide: DataSource, useValue: dataSource }],
})
class HopModule {}

const app = await NestFactory.createMicroservice<MicroserviceOptions>(HopModule, {
  transport: Transport.KAFKA,
  logger: false,
  options: { client, consumer: { groupId: name }, subscribe: { fromBeginning: true } },
});
await app.listen();
process.on('message', () => {
  void app
    .close()
    .then(() => dataSource.destroy())
    .finally(() => process.exit(0));
});
process.send?.('started');
