Feature: Contracts are signed and filed
  A contract binds when others than its author approved it, the customer agreed to the very text, the company signed it, and the trading center accepted the filing.

  Scenario: A new customer is onboarded and its contract comes into force
    Given a new customer with a metering account
    When sales registers the customer and the back office approves its papers
    And the customer agrees to be supplied with the code from the text message
    Then the customer is onboarded
    When a contract for the customer is drafted and approved by two others
    And the customer agrees to the contract with the code from the text message
    And a signatory signs for the company
    Then the trading center received the contract once
    And the contract is in force
    And its signature is that of the hub for the signatory

  Scenario: A customer declines
    Given a new customer with a metering account
    When a contract for the customer is drafted and approved by two others
    And the customer declines the contract
    Then the contract is declined
    And nothing of the contract was filed

  Scenario: Nothing but the offered text is signed
    Given a new customer with a metering account
    When a contract for the customer is drafted and approved by two others
    And the customer agrees to the contract with the code from the text message
    And a signatory signs another text
    Then the contract is a draft again

  Scenario: The hub is killed while a contract is signed and filed, still ending right
    Given a hub that may be killed at any moment
    And a new customer with a metering account
    When a contract for the customer is drafted and approved by two others
    And the hub is killed while it works on that, and starts again
    And the customer agrees to the contract with the code from the text message
    And a signatory signs for the company
    And the hub is killed while it works on that, and starts again
    Then the trading center received the contract once
    And the contract is in force
    And its signature is that of the hub for the signatory
