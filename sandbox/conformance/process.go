package conformance

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"os/exec"
	"strings"
	"time"
)

// Process is a server in a process of its own.
type Process struct {
	Server

	command *exec.Cmd
	stdin   io.Closer
	file    string
}

// stopWait is how long a process may take to end once its standard input is closed.
const stopWait = 5 * time.Second

// Start starts a server with those settings. The command gets the path of a settings file as its last argument, prints
// the banner as its first line, and serves until its standard input ends or ctx does. Start fails if no banner comes;
// the error holds what the command said.
func Start(ctx context.Context, command []string, settings string) (*Process, error) {
	file, err := os.CreateTemp("", "settings*.py")
	if err != nil {
		return nil, fmt.Errorf("make a settings file: %w", err)
	}
	p := &Process{file: file.Name()}
	if err := p.start(ctx, command, file, settings); err != nil {
		_ = os.Remove(p.file)
		return nil, fmt.Errorf("start %s: %w", command[0], err)
	}
	return p, nil
}

func (p *Process) start(ctx context.Context, command []string, file *os.File, settings string) error {
	_, err := file.WriteString(settings)
	if closeErr := file.Close(); err == nil {
		err = closeErr
	}
	if err != nil {
		return fmt.Errorf("write the settings: %w", err)
	}
	//nolint:gosec // the caller chose the command
	p.command = exec.CommandContext(ctx, command[0], append(command[1:len(command):len(command)], file.Name())...)
	p.command.WaitDelay = stopWait
	var said bytes.Buffer
	p.command.Stderr = &said
	if p.stdin, err = p.command.StdinPipe(); err != nil {
		return fmt.Errorf("open its standard input: %w", err)
	}
	stdout, err := p.command.StdoutPipe()
	if err != nil {
		return fmt.Errorf("open its standard output: %w", err)
	}
	if err := p.command.Start(); err != nil {
		return err //nolint:wrapcheck // Start names the command
	}
	banner, err := bufio.NewReader(stdout).ReadBytes('\n')
	if err == nil {
		err = json.Unmarshal(banner, &p.Server)
	}
	if err != nil {
		_ = p.stdin.Close()
		waitErr := p.command.Wait()
		return fmt.Errorf("no banner came (%w, %w): %s", err, waitErr, strings.TrimSpace(said.String()))
	}
	return nil
}

// Stop ends the process and waits for it.
func (p *Process) Stop() error {
	defer os.Remove(p.file) //nolint:errcheck // a temporary file
	if err := p.stdin.Close(); err != nil {
		return fmt.Errorf("close the server's standard input: %w", err)
	}
	if err := p.command.Wait(); err != nil {
		return fmt.Errorf("end the server: %w", err)
	}
	return nil
}
