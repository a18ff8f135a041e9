import kafkajs, { type KafkaMessage } from 'kafkajs';
import { partitionOf } from '../../log/murmur2.js';
import { toMessage, toRecord } from './kafka-record.js';

type Fields = Partial<Pick<KafkaMessage, 'key' | 'value' | 'offset' | 'headers'>>;

const message = (fields: Fields): KafkaMessage => ({
  key: null,
  value: null,
  timestamp: '1700000000000',
  attributes: 0,
  offset: '0',
  headers: {},
  size: undefined as never,
  ...fields,
});

describe('records on Kafka', () => {
  it('come out as they went in', () => {
    const record = { topic: 't', key: 'ü', value: Buffer.from('v'), headers: { ce_id: '1' } };
    const { key, value, headers } = toMessage(record);
    expect({ key, value, headers }).toEqual({
      key: 'ü',
      value: record.value,
      headers: { ce_id: '1' },
    });
    const read = toRecord('t', 3, message({ key: Buffer.from('ü'), value: record.value }));
    expect(read).toMatchObject({ topic: 't', partition: 3, key: 'ü', value: record.value });
  });

  it('keep offsets that no number holds', () => {
    expect(toRecord('t', 0, message({ offset: '9223372036854775807' })).offset).toBe(
      9223372036854775807n,
    );
  });

  it('decode headers as text, the first of several, and leave out those without a value', () => {
    const headers = { single: Buffer.from('ä'), several: [Buffer.from('1'), '2'], none: undefined };
    expect(toRecord('t', 0, message({ headers })).headers).toEqual({ single: 'ä', several: '1' });
  });

  it('tell an empty key and value from none', () => {
    const none = Buffer.alloc(0);
    expect(toRecord('t', 0, message({}))).toMatchObject({ key: null, value: null });
    expect(toRecord('t', 0, message({ key: none, value: none }))).toMatchObject({
      key: '',
      value: none,
    });
  });

  it('go to the partition that every other client of Kafka would choose', () => {
    const choose = kafkajs.Partitioners.DefaultPartitioner();
    const partitionMetadata = Array.from({ length: 12 }, (_, partitionId) => ({
      partitionId,
      partitionErrorCode: 0,
      leader: 1,
      replicas: [1],
      isr: [1],
    }));
    for (const key of ['', 'a', 'person-17', '0191f2c4-7a3b-7c11-9f00-1b2c3d4e5f60', 'größe €']) {
      const theirs = choose({ topic: 't', partitionMetadata, message: { key, value: null } });
      expect(partitionOf(key, 12)).toBe(theirs);
    }
  });
});
