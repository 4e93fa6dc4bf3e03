/** Reads every byte of a layer: of a compressed one, of a stream, or because it shall be verified. */
import type { Content } from '../image/source.ts';
import { Verifier } from '../image/verifier.ts';
import { contentStream, peekCompression } from './decompress.ts';
import type { LayerScan } from './layer-scan.ts';
import { readTar } from './read-tar.ts';
import { checksTar, contentError, type ScanOptions, verifyDigest } from './scan-options.ts';

export async function scanStream(content: Content, scan: LayerScan, options: ScanOptions): Promise<void> {
  const blobHash = Verifier.for(options.digest);
  const tarHash = checksTar(options) ? Verifier.for(options.diffID) : undefined;
  let storedBytes = 0;
  const source = contentStream(content, options);
  try {
    // Hears every chunk that is taken from the source.
    source.on('data', (chunk: Uint8Array) => {
      blobHash?.update(chunk);
      storedBytes += chunk.length;
      options.onBytes?.(chunk.length);
    });
    source.pause();
    const { compression, bytes } = await peekCompression(source);
    // A plain layer has no checksums where it lies in a file, and shall weigh the same wherever it comes from.
    scan.checksumsAreInternal = compression === 'none' && options.verify !== true;
    await readTar(bytes, compression, { scan, tarHash }, options);
  } finally {
    source.destroy();
  }
  if (content.length !== undefined && storedBytes !== content.length) {
    throw contentError(options, `${storedBytes} bytes came, where ${content.length} were declared`);
  }
  scan.digest = verifyDigest(blobHash, 'the stored bytes', options);
  scan.diffID = verifyDigest(tarHash, 'the uncompressed bytes', options);
}
