;;; Drives Emacs without a window: diagnostics, hover, completion, rename and a code action through Eglot.  -*- lexical-binding: t -*-
;;
;; usage: OKR=path/to/okr emacs --batch -l .ci/editor_emacs.el -f ert-run-tests-batch-and-exit

(require 'package)
(package-initialize)
(require 'ert)
(require 'eglot)
(require 'flymake)
(require 'yaml-mode)
(require 'cl-lib)

;; What editors/README.md says, with a fixed day.
(add-hook 'yaml-mode-hook #'eglot-ensure)
(setq eglot-server-programs
      `((yaml-mode . (,(getenv "OKR") "lsp" "--as-of" "2026-09-15"))))
;; Eglot asks before it edits a file or connects; nobody is there to answer.
(setq eglot-confirm-server-initiated-edits nil
      eglot-sync-connect t
      eglot-autoshutdown t)

(defconst try-metrics "metrics:
  - id: activation
    name: Activation rate
    better: higher
    readings: [{date: 2026-08-03, value: 26%}, {date: 2026-09-07, value: 29%}]
")
(defconst try-goals "quarter: 2026-Q3
team: growth
objectives:
  - id: start
    objective: New teams feel at home
    why: most never reach value
    owner: ana
    key_results:
      - id: first
        key_result: Raise activation from 23% to 35%
        metric: activation
      - Launch the onboarding checklist
")

(defun try-write (file text)
  (with-temp-file file (insert text)))

(defun try-wait (what condition)
  "Wait until CONDITION gives something, and return it; fail naming WHAT after 20 seconds."
  (let ((end (+ (float-time) 20)) (found nil))
    (while (and (not (setq found (funcall condition))) (< (float-time) end))
      (accept-process-output nil 0.1))
    (or found (ert-fail (format "waited in vain for %s" what)))))

(defun try-connect ()
  "Connect now: what `eglot-ensure' does comes after a command, and there are none in a batch."
  (unless (eglot-current-server)
    (apply #'eglot--connect (eglot--guess-contact)))
  (try-wait "a connection" #'eglot-current-server)
  (eglot--maybe-activate-editing-mode)
  (flymake-mode 1))

(defmacro try-in-workspace (&rest body)
  "Run BODY in the goals of a new workspace, with the server at work."
  `(let* ((folder (make-temp-file "okr-emacs" t))
          (default-directory (file-name-as-directory folder))
          (goals (expand-file-name "okrs/growth.yaml" folder)))
     (make-directory (expand-file-name "okrs" folder))
     (try-write (expand-file-name "okr.yaml" folder) "goals: okrs\n")
     (try-write (expand-file-name "okrs/metrics.yaml" folder) try-metrics)
     (try-write goals try-goals)
     (call-process "git" nil nil nil "init" "-q" folder)
     (unwind-protect
         (with-current-buffer (find-file-noselect goals)
           (try-connect)
           ,@body)
       (mapc (lambda (buffer)
               (with-current-buffer buffer (set-buffer-modified-p nil))
               (kill-buffer buffer))
             (cl-remove-if-not #'buffer-file-name (buffer-list)))
       (delete-directory folder t))))

(defun try-texts ()
  (flymake-start)
  (mapcar #'flymake-diagnostic-text (flymake-diagnostics)))

(defun try-at (words)
  (goto-char (point-min))
  (search-forward words)
  (goto-char (match-beginning 0)))

(ert-deftest diagnostics ()
  (try-in-workspace
   (let ((texts (try-wait "the finding" (lambda () (cl-remove-if-not (lambda (text) (string-match-p "output-key-result" text)) (try-texts))))))
     (should (= 1 (length texts))))
   (let ((found (cl-find-if (lambda (it) (string-match-p "output-key-result" (flymake-diagnostic-text it)))
                            (flymake-diagnostics))))
     (should (string-prefix-p "Launch" (buffer-substring (flymake-diagnostic-beg found) (flymake-diagnostic-end found)))))
   ;; A better sentence ends the finding at once, without saving.
   (try-at "Launch the onboarding checklist")
   (delete-region (point) (line-end-position))
   (insert "Raise weekly active teams from 40 to 60")
   (eglot--signal-textDocument/didChange)
   (try-wait "the finding's end"
             (lambda () (not (cl-some (lambda (text) (string-match-p "output-key-result" text)) (try-texts)))))))

(ert-deftest hover ()
  (try-in-workspace
   (try-at "Raise activation")
   (let* ((answer (jsonrpc-request (eglot--current-server-or-lose) :textDocument/hover
                                   (eglot--TextDocumentPositionParams)))
          (text (eglot--hover-info (plist-get answer :contents) (plist-get answer :range))))
     (should (string-match-p "0\\.50" text)))))

(ert-deftest completion ()
  (try-in-workspace
   (try-at "metric: activation")
   (forward-char (length "metric: "))
   (delete-region (point) (line-end-position))
   (eglot--signal-textDocument/didChange)
   (let* ((at (eglot-completion-at-point))
          (offered (all-completions "" (nth 2 at))))
     (should (cl-some (lambda (it) (string-match-p "activation" it)) offered)))))

(ert-deftest rename ()
  (try-in-workspace
   (try-at "metric: activation")
   (forward-char (length "metric: "))
   (cl-letf (((symbol-function 'y-or-n-p) #'always)) (eglot-rename "activation_rate"))
   (should (string-match-p "metric: activation_rate" (buffer-string)))
   (with-current-buffer (find-file-noselect (expand-file-name "okrs/metrics.yaml" folder))
     (should (string-match-p "id: activation_rate" (buffer-string))))))

(ert-deftest code-action ()
  (try-in-workspace
   (try-wait "the finding" (lambda () (cl-some (lambda (text) (string-match-p "output-key-result" text)) (try-texts))))
   (try-at "Launch the")
   (let* ((actions (append (eglot-code-actions (point) (line-end-position)) nil))
          (titles (mapcar (lambda (it) (plist-get it :title)) actions)))
     (should (cl-some (lambda (title) (string-match-p "initiative" title)) titles))
     (cl-letf ((last-nonmenu-event ?\r)  ; chosen with keys, not with a mouse
               ((symbol-function 'completing-read)
                (lambda (_prompt choices &rest _)
                  (car (cl-find-if (lambda (choice) (string-match-p "initiative" (car choice))) choices)))))
       (eglot--read-execute-code-action actions (eglot--current-server-or-lose)))
     (try-wait "the edit" (lambda () (string-match-p "initiatives:" (buffer-string)))))))
