import { type KeyboardEvent, type MouseEvent, useState } from 'react';

interface Options<Point> {
  /** What Enter opens while nothing is chosen. */
  usual: Point | null;
  /** The point nearest to a place of the element, in pixels from its corner. */
  nearest: (x: number, y: number, width: number) => Point | null;
  /** Where a key leads; undefined where it means nothing here. */
  walked: (key: string) => Point | undefined;
  onOpen: (point: Point) => void;
}

/** The point of a chart that the pointer is at or that keys have walked to, and what the chart has to listen to. */
export function useChosen<Point>() {
  const [chosen, setChosen] = useState<Point | null>(null);
  const forget = () => setChosen(null);
  const listeners = ({ usual, nearest, walked, onOpen }: Options<Point>) => {
    const pointAt = ({ clientX, clientY, currentTarget }: MouseEvent) => {
      const { left, top, width } = currentTarget.getBoundingClientRect();
      return nearest(clientX - left, clientY - top, width);
    };
    return {
      onKeyDown: (event: KeyboardEvent) => {
        const open = chosen ?? usual;
        if (event.key === 'Enter' && open !== null) return onOpen(open);
        const to = walked(event.key);
        if (to === undefined) return;
        event.preventDefault();
        setChosen(() => to);
      },
      onClick: (event: MouseEvent) => {
        // Where it was touched: a finger does not move there first.
        const point = pointAt(event);
        if (point !== null) onOpen(point);
      },
      onPointerMove: (event: MouseEvent) => {
        const point = pointAt(event);
        setChosen(() => point);
      },
      onPointerLeave: forget,
      onBlur: forget,
    };
  };
  return { chosen, listeners };
}

/** The place that a key leads to among 0 … last; undefined for keys that do not walk. */
export function walkedPlace(
  key: string,
  at: number,
  { last, page }: { last: number; page: number },
): number | undefined {
  const places: Record<string, number> = {
    ArrowLeft: at - 1,
    ArrowRight: at + 1,
    PageUp: at - page,
    PageDown: at + page,
    Home: 0,
    End: last,
  };
  const to = places[key];
  return to === undefined ? undefined : within(to, last);
}

/** The nearest place among 0 … last. */
export const within = (place: number, last: number): number => Math.max(0, Math.min(last, place));
