/* What must be done before the libraries of the program start up. There is nothing to call: linking is
   enough. */
