import { freePlaces, type Track } from '../../program/domain/program.js';

/** What a turn has given out of places that are as yet free in the directory. */
export class GivenPlaces {
  readonly #now = new Map<Track, Track>();

  /** The track with what was given of it counted in. */
  of(track: Track): Track {
    return this.#now.get(track) ?? track;
  }

  freeOf(track: Track): number {
    return freePlaces(this.of(track).places);
  }

  give(track: Track, count: 'used' | 'held'): void {
    const { places, ...before } = this.of(track);
    this.#now.set(track, { ...before, places: { ...places, [count]: places[count] + 1 } });
  }
}
