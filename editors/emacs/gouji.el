;;; gouji.el --- 勾稽：检查和帮助填写政府信息公开工作年度报告  -*- lexical-binding: t; coding: utf-8 -*-

;; 适用于 Emacs 28 及以后的版本；怎样安装见同一文件夹的 README.md。
;; For Emacs 28 or later; README.md beside this file says how to install it.

;;; Code:

(require 'eglot)

;; 如果提示找不到 gouji，把下一行引号里的名字换成程序的完整路径，如 "C:/gouji/gouji.exe"。
;; If gouji cannot be found, write the program's whole path here.
(defvar gouji-program "gouji")

(define-derived-mode gov-report-mode text-mode "政府信息公开年报"
  "政府信息公开工作年度报告，由勾稽检查。")

;; In other texts this key looks for English words.
(define-key gov-report-mode-map (kbd "C-M-i") #'completion-at-point)
(define-key gov-report-mode-map (kbd "C-c C-a") #'eglot-code-actions)
(define-key gov-report-mode-map (kbd "C-c C-f") #'eglot-format)
(define-key gov-report-mode-map (kbd "C-c C-n") #'flymake-goto-next-error)
(define-key gov-report-mode-map (kbd "C-c C-p") #'flymake-goto-prev-error)
(define-key gov-report-mode-map (kbd "C-c C-l") #'flymake-show-buffer-diagnostics)

;; What is offered has been chosen by what was typed, be it 汉字 or pinyin: Emacs is not to choose once more by letters.
(defun gouji--try-completion (string table predicate point)
  "What becomes of STRING, with POINT in it, by what TABLE offers under PREDICATE."
  (let ((offered (all-completions "" table predicate)))
    (cond ((null offered) nil)
          ((cdr offered) (cons string point))
          ;; A copy: what is put in loses its properties, and the offer lives by them.
          (t (cons (copy-sequence (car offered)) (length (car offered)))))))
(defun gouji--all-completions (_string table predicate _point)
  "All that TABLE offers under PREDICATE."
  (all-completions "" table predicate))
(add-to-list 'completion-styles-alist
             '(gouji gouji--try-completion gouji--all-completions "什么都不再筛选"))
(defun gouji--offer-all ()
  "Has everything shown that is offered."
  (setq-local completion-category-overrides
              '((eglot (styles gouji)) (eglot-capf (styles gouji)))))
(add-hook 'gov-report-mode-hook #'gouji--offer-all)

;; A file whose name says that it is a report is one, even while it is empty.
(add-to-list 'auto-mode-alist
             '("政府信息公开[^/]*年[^/]*报[^/]*\\.\\(txt\\|md\\)\\'" . gov-report-mode))
(add-to-list 'auto-mode-alist '("\\.gkbg\\'" . gov-report-mode))

(defun gouji-titled-p ()
  "Whether the title of a report stands in the first lines."
  (save-excursion
    (goto-char (point-min))
    (re-search-forward "^[^\n。，]*年政府信息公开工作年度报告[ \t\r]*$"
                       (line-beginning-position 6) t)))
(add-to-list 'magic-mode-alist '(gouji-titled-p . gov-report-mode))

(add-to-list 'eglot-server-programs
             (cons 'gov-report-mode (lambda (&rest _) (list gouji-program "lsp"))))
(put 'gov-report-mode 'eglot-language-id "gov-report")

(defun gouji-start ()
  "Has the report of this buffer checked from now on."
  (if (executable-find gouji-program)
      (eglot-ensure)
    (display-warning 'gouji "找不到程序 gouji，报告没有检查。请看 gouji.el 开头的说明。")))
(add-hook 'gov-report-mode-hook #'gouji-start)

(provide 'gouji)
;;; gouji.el ends here
