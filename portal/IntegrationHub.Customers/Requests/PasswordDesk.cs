using IntegrationHub.Customers.SignIn;
using IntegrationHub.Identity.Passwords;
using IntegrationHub.Identity.SignIn;
using IntegrationHub.Market;
using IntegrationHub.Market.CustomerSide;

namespace IntegrationHub.Customers.Requests;

/// <summary>Another password. The company's side judges both; tries are counted like those of signing in. Thread-safe.</summary>
internal sealed class PasswordDesk(RequestDesk desk, AttemptCounter attempts)
{
    public async Task<Asked> ChangeAsync(CustomerLogin login, CustomerVisitor visitor, Guid id, string present, string wanted, CancellationToken cancellationToken)
    {
        var problems = new List<Problem>();
        Check("present", present, problems);
        Check("wanted", wanted, problems);
        if (problems.Count > 0)
            return Asked.Wrong(problems);

        return attempts.Take(AttemptLimits.ForPassword(login.Name, visitor.Address))
            ? Asked.Of(await desk.HandInAsync(login, id, CrossingKinds.Password, new PasswordWanted(login.Name, present, wanted), cancellationToken))
            : Asked.TooMany;
    }

    private static void Check(string where, string password, List<Problem> problems)
    {
        if (password.Length is 0 or > PasswordRules.Longest)
            problems.Add(new("PASSWORD_LENGTH", $"The password has {password.Length} characters.", where, $"Send 1 to {PasswordRules.Longest} of them."));
    }
}
