#ifndef CTERMINAL_H
#define CTERMINAL_H

/* The part of a screen that must work inside a signal handler: a terminal that was changed is put
   back whatever ends the process. One terminal a process. */

/* Takes the mode of the terminal behind `input` over: keys come one by one and are not shown, while
   Ctrl-C, Ctrl-Z and line feeds keep their meaning. From now on the old mode is put back before a
   fatal signal or a stop takes effect, and taken over again when the process goes on. Returns 0 or
   an error number. */
int edalab_terminal_enter(int input, int output);

/* Puts the old mode back. Does nothing if it is back already. Safe in a signal handler. */
void edalab_terminal_leave(void);

/* Returns 1 once after the window changed its size or the process went on after a stop. */
int edalab_terminal_take_change(void);

/* Returns 1 if the folder lies on a file system of this machine, 0 if on another's or if that
   cannot be found out. */
int edalab_folder_is_local(const char *path);

#endif
