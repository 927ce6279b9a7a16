// Command conformance plays conformance cases: a request on each line of standard input, its answer on a line
// of standard output.
//
// A request names an operation, which the generated client performs; or it is plain HTTP, which net/http sends.
package main

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"os"
	"strings"
)

type request struct {
	Call *call         `json:"call"`
	HTTP *plainRequest `json:"http"`
}

type plainRequest struct {
	Method  string            `json:"method"`
	URL     string            `json:"url"`
	Headers map[string]string `json:"headers"`
	Content []byte            `json:"content"`
}

type answer struct {
	How     string            `json:"how"`
	Status  int               `json:"status"`
	Headers map[string]string `json:"headers"`
	Body    any               `json:"body"`
}

func main() {
	in := bufio.NewReader(os.Stdin)
	out := json.NewEncoder(os.Stdout)
	out.SetEscapeHTML(false)
	for {
		line, err := in.ReadBytes('\n')
		if errors.Is(err, io.EOF) {
			return
		}
		reply, err := respond(line)
		if err != nil {
			err = out.Encode(map[string]string{"failure": err.Error()})
		} else {
			err = out.Encode(reply)
		}
		if err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
	}
}

func respond(line []byte) (*answer, error) {
	var asked request
	if err := json.Unmarshal(line, &asked); err != nil {
		return nil, err
	}
	if asked.Call != nil {
		return perform(asked.Call)
	}
	return send(asked.HTTP)
}

func send(plain *plainRequest) (*answer, error) {
	httpRequest, err := http.NewRequest(plain.Method, plain.URL, bytes.NewReader(plain.Content))
	if err != nil {
		return nil, err
	}
	for name, value := range plain.Headers {
		httpRequest.Header.Set(name, value)
	}
	response, err := http.DefaultClient.Do(httpRequest)
	if err != nil {
		return nil, err
	}
	defer response.Body.Close()
	text, err := io.ReadAll(response.Body)
	if err != nil {
		return nil, err
	}
	return &answer{"raw", response.StatusCode, headers(response), string(text)}, nil
}

func headers(response *http.Response) map[string]string {
	found := make(map[string]string, len(response.Header))
	for name := range response.Header {
		found[strings.ToLower(name)] = response.Header.Get(name)
	}
	return found
}
