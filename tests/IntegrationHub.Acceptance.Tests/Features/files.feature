Feature: Parties without an interface
  The same checked documents leave and enter as files; what came by file is proven by the hub's record, not by a signature.

  Background:
    Given the party "paper-plant" that exchanges files

  Scenario: A document leaves as a file
    When the retailer sends an energy account to "paper-plant"
    Then a file with exactly this document lies in its outbox
    And the document becomes Delivered

  Scenario: A document comes in as a file
    When "paper-plant" puts a file with an energy account into its inbox
    Then the file is moved to "done"
    And the energy account is on record as Accepted
    And an acknowledgement for it lies in the outbox of "paper-plant"

  Scenario: A file that is no document is set aside
    When "paper-plant" puts a file that is no document into its inbox
    Then the file is moved to "refused"
