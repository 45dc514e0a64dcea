namespace IntegrationHub.Schemas.Rules;

/// <summary>The check digit that all GS1 identification keys share.</summary>
/// <remarks>
/// Source: GS1 General Specifications, section 7.9 (standard check digit calculations): from right to left the digits before
/// the check digit weigh 3, 1, 3, …; the check digit fills the sum up to the next multiple of ten.
/// </remarks>
public static class Gs1CheckDigit
{
    /// <summary>The check digit for the digits before it, or NUL when one of them is no digit 0-9.</summary>
    public static char Of(ReadOnlySpan<char> digits)
    {
        var sum = 0;
        for (var i = 0; i < digits.Length; i++)
        {
            var digit = digits[i];
            if (digit is < '0' or > '9') return '\0';
            sum += (digit - '0') * ((digits.Length - i) % 2 == 1 ? 3 : 1);
        }

        return (char)('0' + ((10 - (sum % 10)) % 10));
    }

    /// <summary>What is wrong with a key of <paramref name="length"/> digits named <paramref name="key"/>, or <c>null</c>.</summary>
    internal static string? ProblemOf(string? text, int length, string key)
    {
        if (text is null || text.Length != length) return $"a {key} has {length} digits, this has {text?.Length ?? 0} characters";
        foreach (var character in text)
        {
            if (character is < '0' or > '9') return $"a {key} holds only digits";
        }

        var expected = Of(text.AsSpan(0, length - 1));
        return text[^1] == expected ? null : $"the check digit of these first {length - 1} digits is {expected}, not {text[^1]}";
    }
}
