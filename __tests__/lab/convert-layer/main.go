// Writes a tar as a layer blob with a table of contents, by the libraries that stand-alone converters and podman write one with.
//
//	convert-layer estargz|zstd:chunked TAR BLOB
//
// Prints the annotations that the layer's descriptor needs, as JSON.
package main

import (
	"encoding/json"
	"fmt"
	"io"
	"os"

	"github.com/containerd/stargz-snapshotter/estargz"
	"github.com/containers/storage/pkg/chunked/compressor"
)

func main() {
	if len(os.Args) != 4 {
		fmt.Fprintln(os.Stderr, "usage: convert-layer estargz|zstd:chunked TAR BLOB")
		os.Exit(2)
	}
	if err := convert(os.Args[1], os.Args[2], os.Args[3]); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func convert(form, from, to string) error {
	tar, err := os.Open(from)
	if err != nil {
		return err
	}
	defer tar.Close()
	blob, err := os.Create(to)
	if err != nil {
		return err
	}
	defer blob.Close()
	annotations := map[string]string{}
	switch form {
	case "estargz":
		err = writeEStargz(tar, blob, annotations)
	case "zstd:chunked":
		err = writeChunked(tar, blob, annotations)
	default:
		err = fmt.Errorf("%s is neither estargz nor zstd:chunked", form)
	}
	if err != nil {
		return err
	}
	return json.NewEncoder(os.Stdout).Encode(annotations)
}

func writeEStargz(tar *os.File, blob io.Writer, annotations map[string]string) error {
	info, err := tar.Stat()
	if err != nil {
		return err
	}
	made, err := estargz.Build(io.NewSectionReader(tar, 0, info.Size()))
	if err != nil {
		return err
	}
	defer made.Close()
	annotations[estargz.TOCJSONDigestAnnotation] = made.TOCDigest().String()
	_, err = io.Copy(blob, made)
	return err
}

func writeChunked(tar io.Reader, blob io.Writer, annotations map[string]string) error {
	writer, err := compressor.ZstdCompressor(blob, annotations, nil)
	if err != nil {
		return err
	}
	if _, err := io.Copy(writer, tar); err != nil {
		return err
	}
	return writer.Close()
}
