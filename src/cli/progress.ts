/** How far the weighing has come, on stderr: a bar on a terminal, a line an image elsewhere, nothing with --quiet. */
import { formatSize } from '../bytes.ts';
import type { Options } from '../options/table.ts';
import type { Progress } from '../read-layers.ts';
import { type Io, isLive, say } from './terminal.ts';

export interface ProgressDisplay {
  /** The image `name` is going to be weighed. */
  begin(name: string, reference: string): Promise<void>;
  update(progress: Progress): void;
  /** Takes away what stands on the terminal; to be called in any case, before anything else is printed. */
  end(): Promise<void>;
}

export async function openProgress(io: Io, { quiet, verbose }: Pick<Options, 'quiet' | 'verbose'>): Promise<ProgressDisplay> {
  if (quiet) return { begin: async () => {}, update() {}, end: async () => {} };
  const display = isLive(io) ? await openBar(io) : openLines(io);
  return verbose ? withTimes(display, io) : display;
}

function openLines(io: Io): ProgressDisplay {
  return {
    begin: (name, reference) => say(io, `weighing ${name === reference ? name : `${name} (${reference})`}`),
    update() {},
    end: async () => {},
  };
}

async function openBar(io: Io): Promise<ProgressDisplay> {
  const { default: cliProgress } = await import('cli-progress');
  const newBar = (format: string) =>
    new cliProgress.SingleBar({
      stream: io.stderr,
      format,
      barsize: 24,
      barCompleteChar: '█',
      barIncompleteChar: '░',
      clearOnComplete: true,
      hideCursor: true,
      // The shell ends the run on a signal, and with it the bar.
      gracefulExit: false,
    });
  const bar = newBar('{title} {bar} {percentage}% of {size}');
  // Of what nobody knows the length, there is no share.
  const counter = newBar('{title} {size}');
  let name = '';
  let shown: { title: string; bar: typeof bar } | undefined;
  const end = async () => {
    shown?.bar.stop();
    shown = undefined;
  };
  return {
    async begin(next) {
      await end();
      name = next;
    },
    update({ platform, doneBytes, totalBytes }) {
      const next = { title: `${name} ${platform}`, bar: totalBytes === undefined ? counter : bar };
      if (next.title !== shown?.title || next.bar !== shown.bar) {
        shown?.bar.stop();
        next.bar.start(Math.max(totalBytes ?? 0, 1), 0, { title: next.title, size: formatSize(totalBytes ?? doneBytes) });
        shown = next;
      }
      next.bar.update(doneBytes, totalBytes === undefined ? { size: formatSize(doneBytes) } : {});
    },
    end,
  };
}

/** Says of each platform, once its image is done, how much was read and how long the image took. */
function withTimes(display: ProgressDisplay, io: Io): ProgressDisplay {
  let began = 0;
  const seen = new Map<string, Progress>();
  const tell = async () => {
    const seconds = ((io.now().getTime() - began) / 1000).toFixed(1);
    for (const { platform, doneLayers, totalLayers, doneBytes } of seen.values()) {
      await say(io, `  ${platform}: ${doneLayers} of ${totalLayers} layers, ${formatSize(doneBytes)}, after ${seconds} s`);
    }
    seen.clear();
  };
  return {
    async begin(name, reference) {
      await tell();
      began = io.now().getTime();
      await display.begin(name, reference);
    },
    update(progress) {
      seen.set(progress.platform, progress);
      display.update(progress);
    },
    async end() {
      await display.end();
      await tell();
    },
  };
}
