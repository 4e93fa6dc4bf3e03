/** Platforms: `os/architecture[/variant]`, made comparable and matched as engines match them. */
import { ExpectedError } from '../errors.ts';
import type { Platform } from './descriptor.ts';

const part = /^[a-z0-9][a-z0-9._-]*$/i;

/** Reads `linux/arm64` and the like. @throws ExpectedError `option` */
export function parsePlatform(text: string): Platform {
  const parts = text.split('/');
  const [os, architecture, variant] = parts;
  if (os === undefined || architecture === undefined || parts.length > 3 || !parts.every((one) => part.test(one)))
    throw new ExpectedError('option', `${text} is not a platform, where os/architecture[/variant] was expected`, {
      hint: parts.length === 1 && part.test(text) ? `write linux/${text}` : 'write linux/amd64, for instance',
    });
  return normalizePlatform({ os, architecture, ...(variant === undefined ? {} : { variant }) });
}

/** One spelling for each platform, as containerd has it. https://github.com/containerd/platforms/blob/main/database.go */
export function normalizePlatform(platform: Platform): Platform {
  const os = platform.os.toLowerCase() === 'macos' ? 'darwin' : platform.os.toLowerCase();
  const variant = platform.variant?.toLowerCase() ?? '';
  const [architecture, known] = normalizeArchitecture(platform.architecture.toLowerCase(), variant);
  return known === '' ? { os, architecture } : { os, architecture, variant: known };
}

function normalizeArchitecture(architecture: string, variant: string): [architecture: string, variant: string] {
  switch (architecture) {
    case 'i386':
      return ['386', ''];
    case 'x86_64':
    case 'x86-64':
    case 'amd64':
      return ['amd64', variant === 'v1' ? '' : variant];
    case 'aarch64':
    case 'arm64':
      return ['arm64', variant === '8' || variant === 'v8' ? '' : variant];
    case 'armhf':
      return ['arm', 'v7'];
    case 'armel':
      return ['arm', 'v6'];
    case 'arm':
      return ['arm', variant === '' ? 'v7' : /^\d$/.test(variant) ? `v${variant}` : variant];
    default:
      return [architecture, variant];
  }
}

/** `os/architecture[/variant]`, normalised. */
export function formatPlatform(platform: Platform): string {
  const { os, architecture, variant } = normalizePlatform(platform);
  return variant === undefined ? `${os}/${architecture}` : `${os}/${architecture}/${variant}`;
}

/**
 * Which of the platforms serves one that is wanted: the same, else what such a machine also runs (arm/v7 runs v6 and v5).
 * @returns its index, or -1
 */
export function matchPlatform(wanted: Platform, available: readonly Platform[]): number {
  const names = available.map(formatPlatform);
  for (const name of servedBy(normalizePlatform(wanted))) {
    const index = names.indexOf(name);
    if (index >= 0) return index;
  }
  return -1;
}

function servedBy(wanted: Platform): string[] {
  const { os, architecture, variant = '' } = wanted;
  const newest = /^v(\d)$/.exec(variant);
  const name = formatPlatform(wanted);
  if (newest === null || (architecture !== 'arm' && architecture !== 'amd64')) return [name];
  const oldest = architecture === 'arm' ? 5 : 1;
  const versions = Array.from({ length: Math.max(0, Number(newest[1]) - oldest + 1) }, (_, back) => Number(newest[1]) - back);
  return [name, ...versions.map((version) => formatPlatform({ os, architecture, variant: `v${version}` }))];
}
