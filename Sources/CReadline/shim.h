#pragma once
#include <locale.h>
#include <stdio.h>
#include <readline/readline.h>
#include <readline/history.h>

// Readline keeps its state in global variables, which Swift 6 refuses to access; these functions
// do, for the one thread that reads lines.

typedef char **lab_rl_complete(const char *text, int start, int end);
typedef char *lab_rl_break_characters(void);
typedef void lab_rl_display(char **matches, int count, int longest);

/// Searches the history for lines that begin with what is typed.
static inline void lab_rl_bind_prefix_search(void) {
  Keymap maps[] = {emacs_standard_keymap, vi_insertion_keymap};
  for (int i = 0; i < 2; i++) {
    rl_bind_keyseq_in_map("\033[A", rl_history_search_backward, maps[i]);
    rl_bind_keyseq_in_map("\033OA", rl_history_search_backward, maps[i]);
    rl_bind_keyseq_in_map("\033[B", rl_history_search_forward, maps[i]);
    rl_bind_keyseq_in_map("\033OB", rl_history_search_forward, maps[i]);
  }
}

/// Starts readline: signals are left to the program, words are completed by `complete`, and inputrc
/// may rebind what is bound here, since it is read last.
static inline void lab_rl_configure(
    lab_rl_complete *complete, lab_rl_break_characters *break_characters, lab_rl_display *display) {
  // Where the user's locale is not installed; readline takes that if it is.
  setlocale(LC_CTYPE, "C.UTF-8");
  rl_readline_name = "lab";
  rl_catch_signals = 0;
  rl_catch_sigwinch = 0;
  rl_attempted_completion_function = complete;
  rl_completion_word_break_hook = break_characters;
  rl_completion_display_matches_hook = display;
  rl_completer_quote_characters = "";
  lab_rl_bind_prefix_search();
  rl_initialize();
}

/// The current line, and the cursor's position in it, in bytes.
static inline const char *lab_rl_line(void) { return rl_line_buffer ? rl_line_buffer : ""; }
static inline int lab_rl_point(void) { return rl_point; }

/* Readline adds a line behind each entry once it has seen the end of the input. */
static inline void lab_rl_forget_end(void) { rl_eof_found = 0; }

/// Sets what the current completion appends to a single match; no other completion is tried.
static inline void lab_rl_complete_with(int suffix) {
  rl_attempted_completion_over = 1;
  rl_completion_append_character = suffix;
}

/// Sets the characters that break words: blanks only, or everything that is not part of a name.
static inline char *lab_rl_breaks(int whole_words) {
  static char blanks[] = " \t\n=";
  static char signs[] = " \t\n=\"'`()[]{}<>,;:?!@#$%^&*+-/\\|~";
  return whole_words ? blanks : signs;
}

/// Whether the last key was the one for completion, too.
static inline int lab_rl_repeats(void) { return rl_last_func == rl_complete; }

/// Shows a line below the one that is typed, if there is one, and the matches, if there are any; then
/// the line again.
static inline void lab_rl_show(const char *line, char **matches, int count, int longest) {
  if (line) {
    rl_crlf();
    fputs(line, rl_outstream);
  }
  if (count > 0)
    rl_display_match_list(matches, count, longest);
  else
    rl_crlf();
  rl_forced_update_display();
}

/// Reads keys by `read`, and asks `available` whether there are any; by itself where they are null.
static inline void lab_rl_read_by(rl_getc_func_t *read, rl_hook_func_t *available) {
  rl_getc_function = read ? read : rl_getc;
  rl_input_available_hook = available;
}

/// Gives back the terminal while the process is suspended, then takes it again.
static inline void lab_rl_release_terminal(void) { rl_deprep_terminal(); }
static inline void lab_rl_take_terminal(void) {
  rl_prep_terminal(1);
  rl_forced_update_display();
}
