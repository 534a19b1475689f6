import { completionWord, type Shell } from "./protocol.js";

/** The lines that teach a shell to ask ff what to offer. Whatever goes wrong there, nothing may reach the screen. */
export const scripts: Readonly<Record<Shell, string>> = {
  // bash 3.2, which macOS has, knows neither mapfile nor compopt. No bash tells what is assigned in front of the command.
  bash: `# bash completion of ff: eval "$(ff completion bash)"
_ff() {
  local line kind=
  COMPREPLY=()
  while IFS= read -r line; do
    if [[ -z $kind ]]; then kind=$line; else COMPREPLY+=("$line"); fi
  done < <(ff ${completionWord} bash "$COMP_WORDBREAKS" "\${COMP_LINE:0:COMP_POINT}" 2>/dev/null)
  if [[ $kind == files ]]; then
    compopt -o default 2>/dev/null || while IFS= read -r line; do COMPREPLY+=("$line"); done < <(compgen -f -- "$2")
  fi
}
complete -F _ff ff
`,
  zsh: `#compdef ff
# zsh completion of ff: eval "$(ff completion zsh)" below compinit, or this file as _ff in a folder of fpath
_ff() {
  local line word meaning file= starts=1
  local -a answer told
  # words has only the command: what is assigned for it alone stands before.
  for word in "\${(@z)LBUFFER}"; do
    case $word in
      (\\;*|\\|*|\\&*|\\(|\\{) starts=1 file= ;;
      (FF_FILE=*) [[ -z $starts ]] || file=\${(Q)\${word#FF_FILE=}/#\\~\\//\${HOME}/} ;;
      (*=*) ;;
      (*) starts= ;;
    esac
  done
  answer=("\${(@f)$([[ -z $file ]] || export FF_FILE=$file; ff ${completionWord} zsh "\${(@Q)words[2,CURRENT-1]}" "\${(Q)PREFIX}" 2>/dev/null)}")
  if [[ $answer[1] == files ]]; then
    [[ $PREFIX == --*=* ]] && compset -P 1 '*='
    _files
    return
  fi
  for line in "\${(@)answer[2,-1]}"; do
    word=\${line%%$'\\t'*} meaning=\${line#*$'\\t'}
    told+=("\${\${word//\\\\/\\\\\\\\}//:/\\\\:}\${meaning:+:\${meaning//\\\\/\\\\\\\\}}")
  done
  _describe -t ff 'ff' told
}
if [[ $funcstack[1] == _ff ]]; then
  _ff "$@"
else
  (( $+functions[compdef] )) || { autoload -Uz compinit && compinit; }
  compdef _ff ff
fi
`,
  fish: `# fish completion of ff: ff completion fish | source
function __ff_complete
    set -l typed (commandline -ct)
    set -l answer (ff ${completionWord} fish (commandline -opc)[2..] "$typed" 2>/dev/null)
    if test "$answer[1]" = files
        set -l parts (string match -r -- '^((?:--[a-z-]+=)?)(.*)' "$typed")
        for file in (complete -C "__fish_command_without_completions $parts[3]")
            echo "$parts[2]$file"
        end
    else
        string join -- \\n $answer[2..]
    end
end
complete -c ff -f -a '(__ff_complete)'
`,
};
