// Command conformance runs conformance cases. It reads a request from each line of standard input and writes its
// outcome to a line of standard output.
//
// A request is either an operation, called with the generated client, or plain HTTP, sent with net/http.
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

type outcome struct {
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
		result, err := handle(line)
		if err != nil {
			err = out.Encode(map[string]string{"failure": err.Error()})
		} else {
			err = out.Encode(result)
		}
		if err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
	}
}

func handle(line []byte) (*outcome, error) {
	var received request
	if err := json.Unmarshal(line, &received); err != nil {
		return nil, err
	}
	if received.Call != nil {
		return perform(received.Call)
	}
	return send(received.HTTP)
}

func send(plain *plainRequest) (*outcome, error) {
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
	return &outcome{"raw", response.StatusCode, headers(response), string(text)}, nil
}

func headers(response *http.Response) map[string]string {
	found := make(map[string]string, len(response.Header))
	for name := range response.Header {
		found[strings.ToLower(name)] = response.Header.Get(name)
	}
	return found
}
