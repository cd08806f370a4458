;;; What someone does in Emacs with a report that has a slip: sees it, mends it, writes on, tidies up.  -*- lexical-binding: t -*-

(defun check (held what)
  (unless held
    (message "Emacs: %s" what)
    (dolist (found (flymake-diagnostics)) (message "  %s" (flymake-diagnostic-text found)))
    (kill-emacs 1)))

(defun wait-until (what happened)
  (let ((end (+ (float-time) 30)))
    (while (and (not (funcall happened)) (< (float-time) end))
      (accept-process-output nil 0.02))
    (check (funcall happened) what)))

(defun found (words)
  (seq-find (lambda (found) (string-search words (flymake-diagnostic-text found)))
            (flymake-diagnostics)))

(defun go-to-row ()
  (goto-char (point-min))
  (search-forward "| 四、结转下年度继续办理")
  (beginning-of-line))

(defun row ()
  (save-excursion (go-to-row) (buffer-substring (point) (line-end-position))))

(find-file (pop command-line-args-left))
(check (eq major-mode 'gov-report-mode) "the file is not known for a report")
;; What Emacs does when it waits for the first key.
(run-hooks 'post-command-hook)
(wait-until "the server does not start" #'eglot-current-server)

;; The slip is underlined: the figure 2 in the row 结转, and nothing else of it.
(flymake-start)
(wait-until "the slip is not found" (lambda () (found "应为 1，填的是 2")))
(let ((slip (found "应为 1，填的是 2")))
  (check (equal (buffer-substring (flymake-diagnostic-beg slip) (flymake-diagnostic-end slip)) "2")
         "something else is underlined")
  (goto-char (flymake-diagnostic-beg slip))
  (check (string-search "四、结转" (buffer-substring (line-beginning-position) (point)))
         "the slip is in another row"))

;; The key for fixes, and Enter, which takes the preferred one.
(cl-letf (((symbol-function 'completing-read)
           (lambda (_ _ _ _ _ _ default &rest _) default)))
  (setq last-nonmenu-event ?a)
  (call-interactively (key-binding (kbd "C-c C-a"))))
(wait-until "the fix does not mend the slip" (lambda () (not (found "应为 1，填的是 2"))))
(check (string-match-p "结转下年度继续办理 *| *1 |" (row)) "the figure is not 1")

;; What is out of line is aligned again, and the figures stay.
(let ((mended (row)))
  (go-to-row)
  (re-search-forward "1 |")
  (replace-match "1    |")
  (eglot--signal-textDocument/didChange)
  (call-interactively (key-binding (kbd "C-c C-f")))
  (check (equal (row) mended) "the table is not aligned"))

;; A row that was taken out comes back by its initials.
(let ((mended (row)))
  (go-to-row)
  (delete-region (point) (line-end-position))
  (insert "jz")
  (eglot--signal-textDocument/didChange)
  (call-interactively (key-binding (kbd "C-M-i")))
  (check (equal (row) (replace-regexp-in-string "[01] |" "  |" mended)) "the row is not put in"))

(set-buffer-modified-p nil)
(kill-emacs 0)
