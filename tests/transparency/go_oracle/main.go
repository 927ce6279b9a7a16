// Oracle prints roots and proofs of golang.org/x/mod/sumdb/tlog for the test log, in binary.
//
// Each line of stdin is "root SIZE", "record SIZE INDEX" or "tree SIZE OLD_SIZE". The response has one byte, the number
// of hashes, and then the hashes. The only argument is the size of the largest tree.
package main

import (
	"bufio"
	"crypto/sha256"
	"fmt"
	"log"
	"os"
	"strconv"

	"golang.org/x/mod/sumdb/tlog"
)

type storage []tlog.Hash

func (s storage) ReadHashes(indexes []int64) ([]tlog.Hash, error) {
	hashes := make([]tlog.Hash, len(indexes))
	for i, index := range indexes {
		hashes[i] = s[index]
	}
	return hashes, nil
}

func main() {
	size, err := strconv.ParseInt(os.Args[1], 10, 64)
	check(err)
	var stored storage
	for n := int64(0); n < size; n++ {
		digest := sha256.Sum256([]byte(strconv.FormatInt(n, 10)))
		entry := append([]byte("auditledge-event/v1\n"), digest[:]...)
		hashes, err := tlog.StoredHashes(n, entry, stored)
		check(err)
		stored = append(stored, hashes...)
	}
	output := bufio.NewWriter(os.Stdout)
	defer output.Flush()
	for lines := bufio.NewScanner(os.Stdin); lines.Scan(); {
		var kind string
		var tree, other int64
		_, err := fmt.Sscanf(lines.Text()+" 0", "%s %d %d", &kind, &tree, &other)
		check(err)
		var proof []tlog.Hash
		switch kind {
		case "root":
			root, err := tlog.TreeHash(tree, stored)
			check(err)
			proof = []tlog.Hash{root}
		case "record":
			proof, err = tlog.ProveRecord(tree, other, stored)
			check(err)
		case "tree":
			proof, err = tlog.ProveTree(tree, other, stored)
			check(err)
		default:
			log.Fatalf("unknown line %q", lines.Text())
		}
		output.WriteByte(byte(len(proof)))
		for _, hash := range proof {
			output.Write(hash[:])
		}
	}
}

func check(err error) {
	if err != nil {
		log.Fatal(err)
	}
}
