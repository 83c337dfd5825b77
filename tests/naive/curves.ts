/** Default weight and curve of each KPI, retyped from definitions.md 4 and 5; points are [reading, score]. */
export const defaults: Record<
  string,
  { weight: number; curve: readonly (readonly [number, number])[] }
> = {
  touchpoint: {
    weight: 10,
    curve: [
      [0, 0],
      [0.4, 40],
      [0.7, 75],
      [0.9, 100],
    ],
  },
  sla: {
    weight: 15,
    curve: [
      [0.7, 0],
      [0.85, 40],
      [0.95, 80],
      [1, 100],
    ],
  },
  feedback: {
    weight: 10,
    curve: [
      [0.5, 0],
      [0.7, 40],
      [0.85, 75],
      [0.95, 100],
    ],
  },
  nps: {
    weight: 5,
    curve: [
      [-100, 0],
      [0, 45],
      [50, 90],
      [80, 100],
    ],
  },
  ces: {
    weight: 0,
    curve: [
      [2, 0],
      [4, 40],
      [5.5, 80],
      [6.5, 100],
    ],
  },
  response_rate: {
    weight: 5,
    curve: [
      [0, 0],
      [0.1, 40],
      [0.3, 80],
      [0.5, 100],
    ],
  },
  balance: {
    weight: 10,
    curve: [
      [-0.2, 0],
      [0, 25],
      [0.5, 70],
      [0.8, 100],
    ],
  },
  open_invoices: {
    weight: 10,
    curve: [
      [0, 100],
      [1, 60],
      [2, 30],
      [4, 0],
    ],
  },
  agent_rating: {
    weight: 10,
    curve: [
      [1, 0],
      [3, 50],
      [5, 100],
    ],
  },
  commission: {
    weight: 0,
    curve: [
      [0, 0],
      [0.5, 50],
      [1, 100],
    ],
  },
  logins: {
    weight: 10,
    curve: [
      [0, 0],
      [0.5, 30],
      [0.9, 70],
      [1, 80],
      [1.2, 100],
    ],
  },
  adoption: {
    weight: 5,
    curve: [
      [0, 0],
      [0.2, 40],
      [0.5, 80],
      [0.8, 100],
    ],
  },
  licence_use: {
    weight: 5,
    curve: [
      [0, 0],
      [0.3, 30],
      [0.6, 70],
      [0.9, 100],
    ],
  },
  engagement: {
    weight: 5,
    curve: [
      [0, 0],
      [1, 50],
      [2, 80],
      [3, 100],
    ],
  },
  cadence: {
    weight: 0,
    curve: [
      [0.5, 100],
      [1, 75],
      [2, 30],
      [3, 0],
    ],
  },
  response_time: {
    weight: 0,
    curve: [
      [60, 100],
      [240, 75],
      [1440, 30],
      [4320, 0],
    ],
  },
  onboarding: {
    weight: 0,
    curve: [
      [0, 0],
      [0.5, 40],
      [0.8, 80],
      [1, 100],
    ],
  },
  growth: {
    weight: 0,
    curve: [
      [-0.3, 0],
      [0, 60],
      [0.2, 90],
      [0.4, 100],
    ],
  },
};

/** Piecewise linear through the points, flat outside. */
export function scoreOf(reading: number, curve: readonly (readonly [number, number])[]): number {
  let score = curve[0]?.[1] ?? 0;
  for (let index = 1; index < curve.length; index += 1) {
    const [fromReading, fromScore] = curve[index - 1] ?? [0, 0];
    const [toReading, toScore] = curve[index] ?? [0, 0];
    if (reading >= toReading) score = toScore;
    else if (reading > fromReading) {
      const way = (reading - fromReading) / (toReading - fromReading);
      return fromScore + way * (toScore - fromScore);
    }
  }
  return score;
}
