/** Something the person at the terminal can mend: shown as its message alone, without a stack. */
export class Refusal extends Error {
  override name = 'Refusal';
  /** 1: it could not be done; 2: the command was used wrongly. */
  readonly exitCode: 1 | 2;

  constructor(message: string, options: ErrorOptions & { exitCode?: 1 | 2 } = {}) {
    super(message, options);
    this.exitCode = options.exitCode ?? 1;
  }
}
