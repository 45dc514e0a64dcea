using System.Text.Json;
using IntegrationHub.Confidential;
using IntegrationHub.Confidential.Values;
using IntegrationHub.Exchange;
using IntegrationHub.Identity.Certificates;
using IntegrationHub.Identity.People;
using IntegrationHub.Storage.Model;

namespace IntegrationHub.Identity;

/// <summary>Accounts as the store keeps them. What is personal is sealed where the hub seals. Thread-safe.</summary>
/// <param name="cipher">Of the confidential core; <c>null</c> where values are kept open.</param>
internal sealed class AccountRows(IValueCipher? cipher)
{
    private sealed record Person(string DisplayName, string Phone)
    {
        /// <summary>Left out by rows that were written before persons had numbers.</summary>
        public string? Number { get; init; }

        public IReadOnlyList<string>? Others { get; init; }

        public IReadOnlyList<Department>? Leads { get; init; }

        public string? SetBy { get; init; }

        public string? PasswordBy { get; init; }

        public string? PhoneBy { get; init; }

        public string? CertificateBy { get; init; }

        public ShownCertificate? Certificate { get; init; }
    }

    public Account Read(AccountRow row)
    {
        var octets = cipher is null ? row.Person : cipher.Open(Binding(row.RetailerId, row.Id), row.Person);
        var person = JsonSerializer.Deserialize<Person>(octets) ?? throw new InvalidDataException($"Account {row.Id} has no person.");
        return new Account(
            row.Id, row.Name, (UserClass)row.Class, RolesOf(row.Roles), person.DisplayName, person.Phone, row.CreatedAt, row.DisabledAt)
        {
            PersonNumber = person.Number,
            OtherAccounts = person.Others ?? [],
            SetBy = person.SetBy,
            PasswordBy = person.PasswordBy,
            PhoneBy = person.PhoneBy,
            CertificateBy = person.CertificateBy,
            Certificate = person.Certificate,
            // Heads of before departments were named go on as heads of all until somebody says which.
            Leads = person.Leads ?? (RolesOf(row.Roles).Contains(Role.Head) ? Enum.GetValues<Department>() : []),
        };
    }

    /// <summary>What is personal of an account, as it is to be kept.</summary>
    public byte[] SealPerson(RetailerId retailer, Account account)
    {
        var octets = JsonSerializer.SerializeToUtf8Bytes(
            new Person(account.DisplayName, account.Phone)
            {
                Number = account.PersonNumber, Others = account.OtherAccounts, Leads = account.Leads, SetBy = account.SetBy, PasswordBy = account.PasswordBy, PhoneBy = account.PhoneBy, CertificateBy = account.CertificateBy,
                Certificate = account.Certificate,
            });
        return cipher is null ? octets : cipher.Seal(DataClass.Personal, Binding(retailer.Value, account.Id), octets);
    }

    public static string TextOf(IEnumerable<Role> roles) => string.Join(',', roles.Distinct().Order());

    public static IReadOnlyList<Role> RolesOf(string text) =>
        [.. text.Split(',', StringSplitOptions.RemoveEmptyEntries).Select(static name => Enum.Parse<Role>(name))];

    private static ValueBinding Binding(int retailer, Guid account) => new(retailer, "account", "person", account);
}
