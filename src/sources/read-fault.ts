/** What the system says when something cannot be read, in our words. */
import { ExpectedError } from '../errors.ts';

const sentences: Record<string, { found: string; hint: string }> = {
  ENOENT: { found: 'there is no such file or directory', hint: 'check the path' },
  ENOTDIR: { found: 'a part of the path is not a directory', hint: 'check the path' },
  EACCES: { found: 'this user may not read it', hint: 'run as a user who may, or change its permissions' },
  EPERM: { found: 'this user may not read it', hint: 'run as a user who may, or change its permissions' },
  EISDIR: { found: 'it is a directory', hint: 'name a file, or an OCI layout with oci:DIRECTORY' },
  EMFILE: { found: 'too many files are open', hint: 'raise the limit (ulimit -n)' },
  EIO: { found: 'the device failed to read it', hint: 'check the disk, or copy the file again' },
};

export function readFault(path: string, error: unknown): ExpectedError {
  const code = (error as NodeJS.ErrnoException).code ?? 'unknown error';
  const { found, hint } = sentences[code] ?? { found: `the system says ${code}`, hint: 'check the path and the device it is on' };
  return new ExpectedError(code === 'ENOENT' || code === 'ENOTDIR' ? 'not-found' : 'not-readable', `opening ${path}: ${found}`, {
    hint,
    cause: error,
  });
}
