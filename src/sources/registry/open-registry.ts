/** Opens an image in a registry. */
import type { ImageName } from '../../image/image-name.ts';
import type { ImageSource } from '../../image/source.ts';
import type { Environment } from './proxy.ts';
import { RegistryClient } from './registry-client.ts';
import { RegistrySource } from './registry-source.ts';
import type { Patience } from './transport.ts';

export type RegistryOptions = {
  /** Registries, HOST[:PORT], that may speak plain HTTP or show a certificate that nobody signed. */
  insecure?: readonly string[];
  /** How long a registry may take; tests have less time. */
  patience?: Partial<Patience>;
  /** `process.env` of whoever asks: proxies, and where credentials are. */
  environment?: Environment;
  signal?: AbortSignal;
  onStep?: (line: string, level: 'note' | 'debug') => void;
};

/** Nothing is asked before the image is resolved. */
export function openRegistryImage(name: ImageName, options: RegistryOptions = {}): ImageSource {
  const { environment = process.env, insecure, patience, signal, onStep } = options;
  const client = new RegistryClient(
    { host: name.domain, repository: name.path },
    {
      environment,
      ...(insecure === undefined ? {} : { insecure }),
      ...(patience === undefined ? {} : { patience }),
      ...(signal === undefined ? {} : { signal }),
      onProblem: (problem) => onStep?.(problem, 'note'),
    },
  );
  return new RegistrySource(client, name, onStep);
}
