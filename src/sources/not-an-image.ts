/** The one sentence for bytes that hold no image. */
import { ExpectedError } from '../errors.ts';

/** @param found what was there in its place, in words that follow "found" */
export function notAnImage(
  path: string,
  found: string,
  expected = 'a docker archive or an OCI layout',
  hint = 'name an archive made by docker save, podman save, skopeo or buildx, or a directory with an OCI layout',
): ExpectedError {
  return new ExpectedError('not-an-image', `opening ${path}: found ${found}, expected ${expected}`, { hint });
}
