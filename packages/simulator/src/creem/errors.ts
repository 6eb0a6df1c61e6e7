/** A request that Creem turns down. */
export class CreemRefusal extends Error {
  readonly status: 400 | 403 | 404;

  constructor(status: 400 | 403 | 404, message: string) {
    super(message);
    this.status = status;
  }
}

export function notFound(what: string): CreemRefusal {
  return new CreemRefusal(404, `${what} not found`);
}

export function invalid(message: string): CreemRefusal {
  return new CreemRefusal(400, message);
}

export const errorNames = { 400: 'Bad Request', 403: 'Forbidden', 404: 'Not Found' };
